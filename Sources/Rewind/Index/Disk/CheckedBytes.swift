internal import Platform
internal import Synchronization

/// Bytes of an index file, mapped, with a checksum for each 16 KiB that is tested when they are first touched.
///
/// Invariant: a block's flag is 1 only after its bytes had the right checksum and passed the test of their
/// content. What is read of a block counts only if ``isLost`` is false behind the reading: a file that was cut
/// short reads as zeros.
final class CheckedBytes: @unchecked Sendable {
  static let blockShift = 14
  static let blockSize = 1 << blockShift

  let count: Int
  let health: IndexHealth
  /// Where the bytes are, for those who hold this.
  let addresses: CheckedAddresses
  private let file: MappedFile
  private let sums: [UInt64]
  /// A test of a block's content beyond its checksum, such as that its numbers are in range.
  private let isValid: @Sendable (UnsafeRawBufferPointer) -> Bool

  /// Maps the first bytes of a file.
  ///
  /// - Parameters:
  ///   - sums: the checksum of each block, the last of what it has of bytes.
  ///   - isValid: told of each block whose checksum is right.
  /// - Throws: `SystemError`, also where the file is shorter.
  init(
    _ file: SystemFile, count: Int, sums: [UInt64], health: IndexHealth,
    where isValid: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool = { _ in true }
  ) throws(SystemError) {
    precondition(sums.count == Self.blockCount(count), "a checksum for each block")
    self.file = try MappedFile(file, 0..<count)
    self.count = count
    self.sums = sums
    self.health = health
    self.isValid = isValid
    let flags = UnsafeMutablePointer<Atomic<UInt8>>.allocate(capacity: max(1, sums.count))
    for block in sums.indices { (flags + block).initialize(to: Atomic(0)) }
    addresses = CheckedAddresses(
      base: self.file.bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 8)!, flags: flags,
      broken: health.broken, cut: self.file.cut)
  }

  deinit {
    addresses.flags.deinitialize(count: sums.count)
    addresses.flags.deallocate()
  }

  /// The first byte; only what ``touch(_:)`` allowed is read.
  var base: UnsafeRawPointer { addresses.base }

  /// How many blocks so many bytes take.
  static func blockCount(_ bytes: Int) -> Int { (bytes + blockSize - 1) >> blockShift }

  /// Whether the block of a byte is what was written; where it is not, the index is broken.
  func touch(_ byte: Int) -> Bool {
    addresses.isChecked(byte) || check(byte >> Self.blockShift)
  }

  /// Whether the blocks of some bytes are what was written.
  func touch(_ bytes: Range<Int>) -> Bool {
    guard !bytes.isEmpty else { return true }
    let blocks = bytes.lowerBound >> Self.blockShift...(bytes.upperBound - 1) >> Self.blockShift
    return blocks.allSatisfy { touch($0 << Self.blockShift) }
  }

  /// Whether what was read may be zeros that took the place of what a file has lost.
  var isLost: Bool { addresses.isLost }

  private func check(_ block: Int) -> Bool {
    let start = block << Self.blockShift
    let bytes = UnsafeRawBufferPointer(
      start: base + start, count: min(Self.blockSize, count - start))
    guard BlockChecksum.of(bytes) == sums[block], isValid(bytes), !file.isCut else {
      health.fail()
      return false
    }
    addresses.flags[block].store(1, ordering: .releasing)
    return true
  }
}

/// Where the bytes of a ``CheckedBytes`` and what tells of their checks are: reading by it counts no references.
///
/// Invariant: whoever reads by it holds the ``CheckedBytes``.
struct CheckedAddresses: @unchecked Sendable {
  let base: UnsafeRawPointer
  /// One a block; 1 where it was checked and is right.
  let flags: UnsafeMutablePointer<Atomic<UInt8>>
  let broken: UnsafeMutablePointer<Atomic<Bool>>
  let cut: MappingCut

  /// Whether the block of a byte was checked and is right.
  @inline(__always)
  func isChecked(_ byte: Int) -> Bool {
    flags[byte >> CheckedBytes.blockShift].load(ordering: .acquiring) == 1
  }

  /// As ``CheckedBytes/isLost``.
  @inline(__always)
  var isLost: Bool { cut.isSeen || broken.pointee.load(ordering: .acquiring) }
}
