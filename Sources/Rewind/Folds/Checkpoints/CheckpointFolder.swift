internal import Platform

/// Where checkpoints of a log's streams are kept: a folder of files that can be made again at any time.
///
/// Any number of processes read and replace them without a lock. What cannot be read or written is as if it were
/// not there: the events are folded.
struct CheckpointFolder: Sendable {
  /// So many streams have theirs there; with one more it begins anew.
  private static let limit = 200

  let path: String
  /// How lines are made into events: see ``IndexedLog/reading``.
  let reading: String

  /// The checkpoints that are there of a subject; nil where there are none.
  func checkpoints(of subject: String) -> KeptCheckpoints? {
    guard let bytes = try? SystemFile.contents(of: file(of: subject)),
      let found = try? KeptCheckpoints(bytes), found.subject == subject
    else { return nil }
    return found
  }

  /// Puts checkpoints in the place of those of the same subject.
  ///
  /// Nothing is synced: what a crash leaves half-written is none.
  ///
  /// - Throws: `SystemError`; what was there before is there then.
  func keep(_ checkpoints: KeptCheckpoints) throws(SystemError) {
    try FileSystem.makeFolders(path, permissions: 0o700)
    let names = try FileSystem.names(in: path)
    if names.count >= Self.limit { names.forEach { FileSystem.removeFile("\(path)/\($0)") } }
    let file = file(of: checkpoints.subject)
    let new = "\(file).\(ThisProcess.id)"
    do throws(SystemError) {
      try SystemFile(new, .replacing, permissions: 0o600).write(checkpoints.encoded)
      try FileSystem.rename(new, to: file)
    } catch {
      FileSystem.removeFile(new)
      throw error
    }
  }

  private func file(of subject: String) -> String {
    "\(path)/\(String(FNV1a.digest(of: subject.utf8), radix: 16))"
  }

  /// Tells the program from others, and from what it was before it was built anew; nil where that is not known.
  ///
  /// States are kept for the same code only.
  static let program: String? = {
    guard let path = try? ThisProcess.executable(), let file = try? SystemFile(path, .readingFile),
      let status = try? file.status()
    else { return nil }
    return "\(path) \(status.size) \(status.modified.seconds).\(status.modified.nanoseconds)"
  }()
}
