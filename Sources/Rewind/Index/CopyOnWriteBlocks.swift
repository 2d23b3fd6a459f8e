/// A growing list of rows that are changed here and there while older copies of it are read elsewhere.
///
/// A change copies the block that the row is in, where a copy of the list still shares it, and no more.
struct CopyOnWriteBlocks<Row: BitwiseCopyable & Sendable>: RandomAccessCollection, Sendable {
  private static var blockShift: Int { 8 }
  private static var blockSize: Int { 1 << blockShift }

  private var blocks: [[Row]] = []
  private(set) var endIndex = 0

  var startIndex: Int { 0 }

  subscript(index: Int) -> Row {
    get { blocks[index >> Self.blockShift][index & (Self.blockSize - 1)] }
    set { blocks[index >> Self.blockShift][index & (Self.blockSize - 1)] = newValue }
  }

  mutating func append(_ row: Row) {
    if endIndex & (Self.blockSize - 1) == 0 {
      blocks.append([])
      blocks[blocks.count - 1].reserveCapacity(Self.blockSize)
    }
    blocks[blocks.count - 1].append(row)
    endIndex += 1
  }
}
