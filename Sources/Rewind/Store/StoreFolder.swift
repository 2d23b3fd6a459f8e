internal import Platform

/// The folder of a store.
enum StoreFolder {
  /// Where a store's index is kept.
  static func indexFolder(of path: String) -> String { path + "/cache/index" }

  /// Makes an empty store; the folder may be there if it is empty.
  ///
  /// `rewind.json` comes last, whole and under another name first: a folder without it is no store.
  /// Where anything fails, nothing that was made is left.
  static func make(_ path: String, settings: StoreSettings) throws(StoreError) {
    try settings.check(for: path)
    let isNew = !FileSystem.exists(path)
    if isNew {
      do {
        try FileSystem.makeFolder(path)
      } catch {
        throw .file(LogFileError(error))
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
      if isNew { FileSystem.removeEmptyFolder(path) }
      throw .file(LogFileError(error))
    }
  }

  private static func fill(_ path: String, _ settings: StoreSettings) throws(SystemError) {
    try FileLogStorage.create(store: path)
    let file = path + "/" + StoreSettings.fileName
    try SystemFile.make(file + newEnding, holding: Array(settings.text.utf8))
    try FileSystem.rename(file + newEnding, to: file)
    for folder in [path, path + "/.."] { try SystemFile(folder, .folder).sync() }
  }

  private static func clear(_ path: String) {
    let file = path + "/" + StoreSettings.fileName
    FileSystem.removeFile(file)
    FileSystem.removeFile(file + newEnding)
    FileSystem.removeEmptyFolder(path + "/log")
  }

  /// Whether a folder is empty, or holds no more than a crash left of one that was being made.
  private static func isUnfinished(_ path: String) -> Bool {
    guard let names = try? FileSystem.names(in: path) else { return false }
    let made: Set = ["log", StoreSettings.fileName + newEnding]
    guard made.isSuperset(of: names) else { return false }
    return !names.contains("log") || (try? FileSystem.names(in: path + "/log")) == []
  }

  private static let newEnding = ".new"

  /// Refuses a path that leads to no store, and says what is there.
  static func check(_ path: String) throws(StoreError) {
    guard !LogPath.isStore(path) else { return }
    let names = try names(in: path)
    if names.isEmpty { throw .notAStore(path) }
    if let lost = lostSettings(of: path) { throw lost }
    throw .settings("\(path): what is there is no store; name one, or a folder that is not there")
  }

  /// The error of a folder that has a store's log, and no settings; nil for any other.
  static func lostSettings(of path: String) -> StoreError? {
    guard !LogPath.isStore(path), let names = try? FileSystem.names(in: path + "/log"),
      names.isEmpty || names.contains(where: SegmentName.isOne)
    else { return nil }
    return .settings(
      "\(path)/\(StoreSettings.fileName): it is not there, though the log is; put it back, or write "
        + "{\"format\":\(StoreSettings.formatVersion)} into it")
  }

  private static func names(in path: String) throws(StoreError) -> [String] {
    do {
      if try FileStatus(of: path, to: "open").kind == .folder {
        return try FileSystem.names(in: path)
      }
    } catch {
      throw error.code == ErrorCode.noSuchFile ? .notAStore(path) : .file(LogFileError(error))
    }
    throw .notAFolder(path)
  }
}
