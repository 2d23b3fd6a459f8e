internal import Platform
internal import Synchronization

/// Reads which ids the events of a log's files carry, line after line; each thread has its own.
struct LinkReader: ~Copyable {
  private static let pageSize = 256 << 10
  /// After so many lines it is asked whether somebody waits for more.
  private static let linesAtOnce = 4096

  private let index: LogIndex
  private let lines: FileSnapshotReader
  private let key: UInt64
  private var reader: ContentReader
  private var content = EventContent.roomy
  private var entries: [LinkEntry] = []

  private init(_ index: LogIndex, _ lines: FileSnapshotReader, key: UInt64) {
    (self.index, self.lines, self.key) = (index, lines, key)
    reader = ContentReader(lines.mapping)
  }

  /// The entries of some lines, counted from 0, on all cores: a sorted list for each thread.
  ///
  /// - Parameters:
  ///   - key: what hashes are made with.
  ///   - isWanted: told of lines that were read, on any thread; false to stop.
  /// - Returns: nil where it was stopped.
  /// - Throws: ``LogFileError``; ``LogChangedError`` where a line has been cut short.
  static func entries(
    of range: Range<Int>, in index: LogIndex, _ lines: FileSnapshotReader, key: UInt64,
    while isWanted: @escaping @Sendable (_ count: Int) -> Bool
  ) throws -> [[LinkEntry]]? {
    let count = Processors.workers
    let parts = Mutex([Result<[LinkEntry]?, any Error>](repeating: .success(nil), count: count))
    runOnThreads(count) { part in
      let start = range.lowerBound + range.count * part / count
      let end = range.lowerBound + range.count * (part + 1) / count
      let result = Result {
        var reader = LinkReader(index, lines, key: key)
        return try reader.read(start..<end, while: isWanted)
      }
      parts.withLock { $0[part] = result }
    }
    let lists = try parts.withLock { try $0.compactMap { try $0.get() } }
    return lists.count == count ? lists : nil
  }

  private mutating func read(
    _ range: Range<Int>, while isWanted: (Int) -> Bool
  ) throws -> [LinkEntry]? {
    entries.reserveCapacity(2 * range.count)
    var page = [UInt8](repeating: 0, count: Self.pageSize)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.linesAtOnce) {
      let end = min(start + Self.linesAtOnce, range.upperBound)
      var next = start
      while next < end { next = try readPage(next..<end, into: &page) }
      guard isWanted(end - start) else { return nil }
    }
    entries.sort()
    return entries
  }

  /// Takes in the first lines of a range, as many as are read at once; answers the line behind them.
  private mutating func readPage(
    _ range: Range<Int>, into page: inout [UInt8]
  ) throws -> Int {
    let first = index.lines.location(range.lowerBound)
    var (end, next) = (first.offset + first.kept, range.lowerBound + 1)
    while next < range.upperBound {
      let location = index.lines.location(next)
      guard location.file == first.file, location.offset >= end,
        location.offset + location.kept - first.offset <= Self.pageSize
      else { break }
      end = location.offset + location.kept
      next += 1
    }
    let length = end - first.offset
    if page.count < length { page = [UInt8](repeating: 0, count: length) }
    let name = lines.fileName(first)
    let count = try page.withUnsafeMutableBytes { page in
      try lines.files.read(
        name, at: first.offset, into: UnsafeMutableRawBufferPointer(rebasing: page[..<length]))
    }
    guard count == length else { throw LogChangedError(file: name) }
    reader.begin(name)
    page.withUnsafeBytes { page in
      for line in range.lowerBound..<next { take(line, in: page, from: first.offset) }
    }
    return next
  }

  private mutating func take(_ line: Int, in page: UnsafeRawBufferPointer, from base: Int) {
    guard index.lines.stream[line] != LineColumns.damaged else { return }
    let location = index.lines.location(line)
    let start = location.offset - base
    // An index that was lost meanwhile, with its log, has other places.
    guard start >= 0, start + location.kept <= page.count else { return }
    let text = UnsafeRawBufferPointer(rebasing: page[start..<start + location.kept])
    // What stands in it may be damaged after all, and then it is no event.
    guard (try? reader.read(text, into: &content)) != nil else { return }
    let content = content
    content.forEachLink { link, text in
      let hash = LinkID.hash(of: text, as: link, key: key)
      entries.append(LinkEntry(hash: hash, position: line + 1))
    }
  }
}
