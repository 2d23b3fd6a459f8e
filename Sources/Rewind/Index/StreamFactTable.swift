/// What is known of each stream: a growing list of rows that are changed here and there while older copies of
/// it are read elsewhere.
///
/// A change copies the block that the row is in, where a copy of the list still shares it, and no more. The
/// rows of an index on disk are read where they lie; a block of them is copied when one of its rows changes.
struct StreamFactTable: RandomAccessCollection, Sendable {
  private static var blockShift: Int { 8 }
  private static var blockSize: Int { 1 << blockShift }

  private let mapped: MappedStreams?
  /// The rows in memory; a block without rows is on disk, whole.
  private var blocks: [[StreamFacts]]
  private(set) var endIndex: Int

  /// A table that begins with the rows of an index on disk; empty without one.
  init(_ mapped: MappedStreams? = nil) {
    self.mapped = mapped
    endIndex = mapped?.count ?? 0
    blocks = Array(repeating: [], count: (endIndex + Self.blockSize - 1) >> Self.blockShift)
  }

  var startIndex: Int { 0 }

  subscript(index: Int) -> StreamFacts {
    let block = index >> Self.blockShift
    if blocks[block].isEmpty, let mapped { return mapped.facts(of: index) }
    return blocks[block][index & (Self.blockSize - 1)]
  }

  /// Changes a row in place.
  @inline(__always)
  mutating func change(_ index: Int, _ body: (inout StreamFacts) -> Void) {
    let block = index >> Self.blockShift
    if blocks[block].isEmpty { load(block) }
    body(&blocks[block][index & (Self.blockSize - 1)])
  }

  /// Reads a row's memory and answers a number of it; 0 where it is on disk.
  @inline(__always)
  func peek(_ index: Int) -> UInt32 {
    let block = blocks[index >> Self.blockShift]
    return block.isEmpty ? 0 : block[index & (Self.blockSize - 1)].lastPosition
  }

  mutating func append(_ row: StreamFacts) {
    let block = endIndex >> Self.blockShift
    if block == blocks.count {
      blocks.append([])
      blocks[block].reserveCapacity(Self.blockSize)
    } else if blocks[block].isEmpty {
      load(block)
    }
    blocks[block].append(row)
    endIndex += 1
  }

  /// Calls the body with each row of the blocks of which a row has changed since they were read from disk.
  func forEachInMemory(_ body: (Int, StreamFacts) -> Void) {
    for (number, block) in blocks.enumerated() {
      for (offset, row) in block.enumerated() { body(number << Self.blockShift + offset, row) }
    }
  }

  /// All rows; quicker than one after another where they are on disk.
  func all() -> [StreamFacts] { rows(0..<endIndex) }

  /// The rows of a range; quicker than one after another where they are on disk.
  func rows(_ range: Range<Int>) -> [StreamFacts] {
    var rows: [StreamFacts] = []
    rows.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let number = index >> Self.blockShift
      let start = number << Self.blockShift
      let block = blocks[number].isEmpty ? onDisk(number) : blocks[number]
      let end = Swift.min(range.upperBound, start + block.count)
      rows += block[index - start..<end - start]
      index = end
    }
    return rows
  }

  private mutating func load(_ block: Int) { blocks[block] = onDisk(block) }

  private func onDisk(_ block: Int) -> [StreamFacts] {
    let start = block << Self.blockShift
    return mapped?.facts(of: start..<Swift.min(start + Self.blockSize, endIndex)) ?? []
  }
}
