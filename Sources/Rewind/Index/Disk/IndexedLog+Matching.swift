internal import Platform

extension IndexedLog {
  /// Describes a log's files as far as they were read.
  ///
  /// - Parameters:
  ///   - reading: how lines are made into events.
  ///   - list: the files as they are now, those that were read first.
  ///   - isByTime: whether lines of several files were put in the order of their times.
  ///   - ends: behind which byte of each the last line ends that was taken in.
  init(
    reading: String, isByTime: Bool, _ list: [LogFile], ends: [Int], in files: any LogFiles
  ) throws(LogFileError) {
    self.init(reading: reading, isByTime: isByTime, files: [])
    for (file, end) in zip(list, ends) {
      let (head, tail) = try IndexedFile.digests(of: file.name, through: end, in: files)
      self.files.append(
        IndexedFile(file: file, end: end, headDigest: head, tailDigest: tail))
    }
  }

  /// Whether a log is read in the same way and its files are these, or have grown since.
  ///
  /// - Parameter list: the log's files as they are now.
  func fits(reading: String, _ list: [LogFile], in files: any LogFiles) -> Bool {
    guard reading == self.reading, list.count >= self.files.count else { return false }
    return zip(self.files, list).allSatisfy { $0.fits($1, in: files) }
  }
}

extension IndexedFile {
  /// Whether a file, as it is now, is this one, and begins with what was indexed.
  ///
  /// The first and the last bytes that were indexed are compared. Where it has changed without growing, it was
  /// written anew in place.
  func fits(_ now: LogFile, in files: any LogFiles) -> Bool {
    guard now.name == file.name, now.identity == file.identity, now.size >= end else {
      return false
    }
    if now.size == file.size, let modified = file.modified, now.modified != modified {
      return false
    }
    guard let (head, tail) = try? Self.digests(of: now.name, through: end, in: files) else {
      return false
    }
    return (head, tail) == (headDigest, tailDigest)
  }

  /// The digests of a file's first bytes before an end, and of the last ones.
  fileprivate static func digests(
    of name: String, through end: Int, in files: any LogFiles
  ) throws(LogFileError) -> (head: UInt64, tail: UInt64) {
    let count = min(end, digestedCount)
    let head = try files.bytes(name, 0..<count)
    let tail = try files.bytes(name, end - count..<end)
    return (
      head.withUnsafeBytes { BlockChecksum.of($0) }, tail.withUnsafeBytes { BlockChecksum.of($0) }
    )
  }
}
