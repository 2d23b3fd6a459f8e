internal import Glibc

/// The folder of a store.
enum StoreFolder {
  /// Makes an empty store; the folder may be there if it is empty.
  ///
  /// `rewind.json` comes last, whole and under another name first: a folder without it is no store.
  /// Where anything fails, nothing that was made is left.
  static func make(_ path: String, settings: StoreSettings) throws(StoreError) {
    try settings.check(for: path)
    let isNew = fileStatus(path) == nil
    if isNew {
      guard mkdir(path, 0o755) == 0 else {
        throw .file(LogFileError(path: path, operation: "make", code: errno))
      }
    } else if isUnfinished(path) {
      clear(path)
    } else {
      throw .exists(path)
    }
    do {
      try fill(path, settings)
    } catch {
      clear(path)
      if isNew { rmdir(path) }
      throw .file(error)
    }
  }

  private static func fill(_ path: String, _ settings: StoreSettings) throws(LogFileError) {
    try FileLogStorage.create(store: path)
    let file = path + "/" + StoreSettings.fileName
    try writeNewFile(file + newEnding, Array(settings.text.utf8))
    guard rename(file + newEnding, file) == 0 else {
      throw LogFileError(path: file, operation: "make", code: errno)
    }
    for folder in [path, path + "/.."] {
      try SystemFile(folder, flags: O_RDONLY | O_DIRECTORY).sync()
    }
  }

  private static func clear(_ path: String) {
    let file = path + "/" + StoreSettings.fileName
    unlink(file)
    unlink(file + newEnding)
    rmdir(path + "/log")
  }

  /// Whether a folder is empty, or holds no more than a crash left of one that was being made.
  private static func isUnfinished(_ path: String) -> Bool {
    guard let names = try? folderNames(path) else { return false }
    let made: Set = ["log", StoreSettings.fileName + newEnding]
    guard made.isSuperset(of: names) else { return false }
    return !names.contains("log") || (try? folderNames(path + "/log")) == []
  }

  private static let newEnding = ".new"

  /// Refuses a folder that is no store, and says what it is.
  static func check(_ path: String) throws(StoreError) {
    guard !LogPath.isStore(path) else { return }
    guard fileStatus(path) != nil else {
      guard errno == ENOENT else {
        throw .file(LogFileError(path: path, operation: "open", code: errno))
      }
      throw .notAStore(path)
    }
    let names: [String]
    do {
      names = try folderNames(path)
    } catch {
      throw .file(error)
    }
    if names.isEmpty { throw .notAStore(path) }
    guard names.contains("log") else {
      throw .settings("\(path): what is there is no store; name one, or a folder that is not there")
    }
    throw .settings(
      "\(path)/\(StoreSettings.fileName): it is not there, though the log is; put it back, or write "
        + "{\"format\":\(StoreSettings.formatVersion)} into it")
  }
}
