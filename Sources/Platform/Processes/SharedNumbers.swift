internal import Glibc
internal import Synchronization

/// Numbers that two processes see, in memory that both have mapped: one of 64 bits, and on pages of their own others of 32.
package final class SharedNumbers: Sendable {
  /// The file whose memory it is, for the other process.
  package let file: SystemFile
  /// How many numbers of 32 bits there are.
  package let count: Int
  // The memory stays mapped as long as this is there.
  private nonisolated(unsafe) let memory: UnsafeMutableRawPointer

  private static let pageSize = 4096

  /// Numbers that are 0 and that a child will see.
  package convenience init(count: Int) throws(SystemError) {
    let file = try SystemFile.withoutName()
    try file.truncate(to: Self.size(of: count))
    try self.init(in: file, count: count)
  }

  /// The numbers in a file that another process made.
  package init(in file: SystemFile, count: Int) throws(SystemError) {
    self.file = file
    self.count = count
    let memory = mmap(
      nil, Self.size(of: count), PROT_READ | PROT_WRITE, MAP_SHARED, file.descriptor, 0)
    guard let memory, memory != MAP_FAILED else { throw file.failure("map") }
    self.memory = memory
  }

  deinit { munmap(memory, Self.size(of: count)) }

  private static func size(of count: Int) -> Int { pageSize + 4 * count }

  /// The bytes of the number of 64 bits and of the others, which stay mapped until the process ends, for who writes them
  /// in another way.
  package func leakedBytes() -> (one: UnsafeMutableRawPointer, others: UnsafeMutableRawPointer) {
    _ = Unmanaged.passRetained(self)
    return (memory, memory + Self.pageSize)
  }

  /// The number of 64 bits as it is now; it may be written at this moment.
  package var value: UInt64 {
    memory.assumingMemoryBound(to: Atomic<UInt64>.self).pointee.load(ordering: .relaxed)
  }

  /// Some of the numbers of 32 bits as they are now; what is written at this moment is undefined.
  package func numbers(_ range: Range<Int>) -> [Int32] {
    let range = range.clamped(to: 0..<count)
    return [Int32](unsafeUninitializedCapacity: range.count) { buffer, made in
      memcpy(buffer.baseAddress!, memory + Self.pageSize + 4 * range.lowerBound, 4 * range.count)
      made = range.count
    }
  }
}
