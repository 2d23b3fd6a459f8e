internal import Platform

/// A file that is written to its end, with a checksum for each of its blocks (``CheckedBytes``).
struct SummedFile: ~Copyable {
  /// So many bytes are written at once.
  private static let pieceSize = 64 * CheckedBytes.blockSize

  private let file: SystemFile
  /// The checksums of the blocks before ``bytes``.
  private var sums: [UInt64]
  /// The bytes from the beginning of a block on.
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

  /// Adds values behind what is there.
  mutating func add(_ values: UnsafeBufferPointer<some BitwiseCopyable>) throws(SystemError) {
    let values = UnsafeRawBufferPointer(values)
    for start in stride(from: 0, to: values.count, by: Self.pieceSize) {
      bytes += values[start..<min(start + Self.pieceSize, values.count)]
      if bytes.count >= Self.pieceSize { try writeWholeBlocks() }
    }
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
    try writeWholeBlocks()
    let byteCount = sums.count * CheckedBytes.blockSize + bytes.count
    guard !bytes.isEmpty else { return FileSums(byteCount: byteCount, sums: sums) }
    try write(through: bytes.count)
    let last = bytes.withUnsafeBytes { BlockChecksum.of($0) }
    return FileSums(byteCount: byteCount, sums: sums + [last])
  }

  private mutating func writeWholeBlocks() throws(SystemError) {
    let whole = bytes.count / CheckedBytes.blockSize * CheckedBytes.blockSize
    guard whole > 0 else { return }
    try write(through: whole)
    bytes.withUnsafeBytes { bytes in
      for start in stride(from: 0, to: whole, by: CheckedBytes.blockSize) {
        let block = bytes[start..<start + CheckedBytes.blockSize]
        sums.append(BlockChecksum.of(UnsafeRawBufferPointer(rebasing: block)))
      }
    }
    bytes.removeFirst(whole)
    writtenCount -= whole
  }

  private mutating func write(through end: Int) throws(SystemError) {
    try bytes.withUnsafeBufferPointer { bytes throws(SystemError) in
      try file.write(
        UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[writtenCount..<end]))
    }
    writtenCount = end
  }
}
