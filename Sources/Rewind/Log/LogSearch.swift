internal import Platform
internal import Synchronization

/// The files that the paths of one log stand for, looked for anew whenever the log is read.
///
/// Of a folder or a pattern these are the files whose first line is JSON, with tables and documents that hold events
/// like theirs; where no file has lines, all tables and documents.
final class LogSearch: Sendable {
  private let paths: [String]
  private let mapping: EnvelopeMapping?
  private let heads = FileHeads()
  private let likeness = Mutex<(@Sendable () -> LogLikeness?)?>(nil)
  /// The tables and documents that were held against the lines, as they were then.
  private let judged = Mutex<[LogFile: Bool]>([:])

  /// - Parameter mapping: how a person says that events are read; nil to tell from the files.
  init(_ paths: [String], mapping: EnvelopeMapping?) {
    self.paths = paths
    self.mapping = mapping
  }

  /// The files, each once, in the order of the paths, those of a path as people count; tables and documents beside
  /// lines only after ``takeOthers(likeLinesBy:)``.
  func files() throws(LogFileError) -> [String] {
    var files: [String] = []
    for path in paths {
      guard let found = try LogPath.candidates(at: path) else {
        files.append(path)
        continue
      }
      let lines = Set(found.files.filter(isLines))
      var logs = lines.isEmpty ? others(of: found.files) : found.files
      if !lines.isEmpty { logs.removeAll { !lines.contains($0) && !isAlike($0) } }
      files += logs.isEmpty && !found.isFolder ? found.files : logs
    }
    return paths.count == 1 ? files : Self.once(files)
  }

  /// Without those that lead to the file of one before.
  private static func once(_ files: [String]) -> [String] {
    var known: Set<FileIdentity> = []
    return files.filter { path in
      guard let status = try? FileStatus(of: path), status.kind == .file else { return true }
      return known.insert(FileIdentity(status.id)).inserted
    }
  }

  /// The tables and documents that are not taken, for others have lines and what is in these is not like them; and
  /// the folders in a folder that hold logs, which are not looked into.
  func leftOut() throws(LogFileError) -> [String] {
    let taken = Set(try files())
    var leftOut: [String] = []
    for path in paths {
      guard let found = try LogPath.candidates(at: path) else { continue }
      leftOut += others(of: found.files).filter { !taken.contains($0) }
      if found.isFolder { leftOut += foldersWithLogs(in: path) }
    }
    return leftOut
  }

  /// The folders in a folder that hold logs, or such folders.
  func foldersWithLogs(in folder: String) -> [String] {
    var looks = Self.lookLimit
    return LogPath.folders(in: folder).filter { holdsLog($0, &looks) }
  }

  /// So many files and folders are looked at to tell whether a folder holds a log.
  private static let lookLimit = 200

  private func holdsLog(_ folder: String, _ looks: inout Int) -> Bool {
    for file in (try? LogPath.candidates(at: folder))?.files ?? [] {
      looks -= 1
      guard looks > 0 else { return false }
      if isLines(file) || heads[file]?.isOfOtherForm == true { return true }
    }
    for inner in LogPath.folders(in: folder) {
      looks -= 1
      guard looks > 0 else { return false }
      if holdsLog(inner, &looks) { return true }
    }
    return false
  }

  /// From now on tables and documents beside lines are taken where their events are like them.
  ///
  /// - Parameter likeness: what the lines have in common; called when there is such a file for the first time.
  func takeOthers(likeLinesBy likeness: @escaping @Sendable () -> LogLikeness?) {
    self.likeness.withLock { $0 = likeness }
  }

  private func isLines(_ path: String) -> Bool {
    LogPath.hasLineEnding(path) || heads[path]?.isOfJSONLines == true
  }

  private func others(of paths: [String]) -> [String] {
    paths.filter { heads[$0]?.isOfOtherForm == true }
  }

  /// Whether a file holds events in another form that are like those of the lines.
  private func isAlike(_ path: String) -> Bool {
    guard let likeness = likeness.withLock(\.self), heads[path]?.isOfOtherForm == true,
      let status = try? FileStatus(of: path)
    else { return false }
    let file = LogFile(name: path, status: status)
    if let known = judged.withLock({ $0[file] }) { return known }
    guard let likeness = likeness() else { return false }
    let lines = ReadOnlyFiles(mapping: mapping) { () throws(LogFileError) in [path] }
    guard let sample = try? LogSample(lines, lines.list()) else { return false }
    let isAlike = likeness.isShared(by: sample)
    judged.withLock { $0[file] = isAlike }
    return isAlike
  }
}
