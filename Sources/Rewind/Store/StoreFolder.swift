internal import Glibc

/// Makes the folder of a store.
enum StoreFolder {
  /// Makes an empty store; the folder may be there if it is empty.
  ///
  /// `rewind.json` is written last: a folder without it is no store.
  static func make(_ path: String, settings: StoreSettings) throws(StoreError) {
    if let status = fileStatus(path) {
      let names = status.isFolder ? try? folderNames(path) : nil
      guard names == [] else { throw .exists(path) }
    } else {
      guard mkdir(path, 0o755) == 0 else {
        throw .file(LogFileError(path: path, operation: "make", code: errno))
      }
    }
    try StoreError.wrap { () throws(LogFileError) in
      try FileLogStorage.create(store: path)
      try writeNewFile(path + "/" + StoreSettings.fileName, Array(settings.text.utf8))
      try SystemFile(path, flags: O_RDONLY | O_DIRECTORY).sync()
    }
  }
}
