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
  private let likeness = Mutex<LogLikeness?>(nil)
  /// The tables and documents that were held against the lines, as they were then.
  private let judged = Mutex<[LogFile: Bool]>([:])

  /// - Parameter mapping: how a person says that events are read; nil to tell from the files.
  init(_ paths: [String], mapping: EnvelopeMapping?) {
    self.paths = paths
    self.mapping = mapping
  }

  /// The files, in the order of the paths, those of a path as people count; tables and documents beside lines only
  /// after ``takeOthers(like:)``.
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
    return files
  }

  /// The tables and documents that are not taken, for others have lines and what is in these is not like them.
  func leftOut() throws(LogFileError) -> [String] {
    let taken = Set(try files())
    var leftOut: [String] = []
    for path in paths {
      leftOut += others(of: try LogPath.candidates(at: path)?.files ?? []).filter {
        !taken.contains($0)
      }
    }
    return leftOut
  }

  /// From now on tables and documents beside lines are taken where their events are like them.
  func takeOthers(like likeness: LogLikeness) {
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
    let lines = ReadOnlyFiles(mapping: mapping) { () throws(LogFileError) in [path] }
    guard let sample = try? LogSample(lines, lines.list()) else { return false }
    let isAlike = likeness.isShared(by: sample)
    judged.withLock { $0[file] = isAlike }
    return isAlike
  }
}
