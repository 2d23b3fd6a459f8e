internal import Platform

/// A file that is written to its end, with a checksum for each of its blocks (``CheckedBytes``).
struct SummedFile: ~Copyable {
  private let file: SystemFile
  /// The checksums of the whole blocks.
  private var sums: [UInt64]
  /// The bytes behind them, less than a block.
  private var bytes: [UInt8]
  /// How many of them are in the file already.
  private var writtenCount: Int

  /// Goes on with a file behind what is known of it, or makes it where nothing is.
  ///
  /// What stands behind that is cut off: it was never named by a manifest.
  ///
  /// - Throws: `SystemError`; ``DamagedIndexError`` where its last block is not what it was.
  init(_ path: String, after known: FileSums) throws {
    let file = try SystemFile(path, .appendingOrMaking, permissions: 0o600)
    try file.truncate(to: known.byteCount)
    let last = try Self.lastBlock(of: path, known)
    self.file = file
    bytes = last
    writtenCount = last.count
    sums = last.isEmpty ? known.sums : known.sums.dropLast()
  }

  /// The bytes of the last block, where it is not full.
  private static func lastBlock(of path: String, _ known: FileSums) throws -> [UInt8] {
    let count = known.byteCount % CheckedBytes.blockSize
    guard count > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    let reader = try SystemFile(path, .readingFile)
    let read = try bytes.withUnsafeMutableBufferPointer { buffer throws(SystemError) in
      try reader.read(at: known.byteCount - count, into: UnsafeMutableRawBufferPointer(buffer))
    }
    let sum = bytes.withUnsafeBytes { BlockChecksum.of($0) }
    guard read == count, known.sums.last == sum else { throw DamagedIndexError() }
    return bytes
  }

  /// Adds values behind what is there; whole blocks are written from where they lie.
  mutating func add(_ values: UnsafeBufferPointer<some BitwiseCopyable>) throws(SystemError) {
    var rest = UnsafeRawBufferPointer(values)[...]
    if !bytes.isEmpty {
      let missing = rest.prefix(CheckedBytes.blockSize - bytes.count)
      bytes += missing
      rest = rest.dropFirst(missing.count)
      guard bytes.count == CheckedBytes.blockSize else { return }
      try writeRest()
      bytes.withUnsafeBytes { sums.append(BlockChecksum.of($0)) }
      bytes.removeAll(keepingCapacity: true)
      writtenCount = 0
    }
    let whole = rest.count / CheckedBytes.blockSize * CheckedBytes.blockSize
    try write(wholeBlocks: rest.prefix(whole))
    bytes += rest.dropFirst(whole)
  }

  /// Adds values behind what is there.
  mutating func add(_ values: [some BitwiseCopyable]) throws(SystemError) {
    try values.withUnsafeBufferPointer { values throws(SystemError) in try add(values) }
  }

  /// Adds zeros up to the next multiple of 8 bytes.
  mutating func endSection() {
    while bytes.count % 8 != 0 { bytes.append(0) }
  }

  /// Adds values, and zeros up to the next multiple of 8 bytes.
  mutating func addSection(_ values: [some BitwiseCopyable]) throws(SystemError) {
    try add(values)
    endSection()
  }

  /// Writes what is left, and answers what is to be known of the file.
  mutating func end() throws(SystemError) -> FileSums {
    let byteCount = sums.count * CheckedBytes.blockSize + bytes.count
    guard !bytes.isEmpty else { return FileSums(byteCount: byteCount, sums: sums) }
    try writeRest()
    let last = bytes.withUnsafeBytes { BlockChecksum.of($0) }
    return FileSums(byteCount: byteCount, sums: sums + [last])
  }

  private mutating func write(wholeBlocks blocks: Slice<UnsafeRawBufferPointer>) throws(SystemError)
  {
    guard !blocks.isEmpty else { return }
    try file.write(UnsafeRawBufferPointer(rebasing: blocks))
    for start in stride(from: blocks.startIndex, to: blocks.endIndex, by: CheckedBytes.blockSize) {
      let block = blocks[start..<start + CheckedBytes.blockSize]
      sums.append(BlockChecksum.of(UnsafeRawBufferPointer(rebasing: block)))
    }
  }

  private mutating func writeRest() throws(SystemError) {
    try bytes.withUnsafeBufferPointer { bytes throws(SystemError) in
      try file.write(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[writtenCount...])))
    }
    writtenCount = bytes.count
  }
}
