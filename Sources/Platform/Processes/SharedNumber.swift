internal import Glibc
internal import Synchronization

/// A number that two processes see, in memory that both have mapped.
package final class SharedNumber: Sendable {
  /// The file whose memory it is, for the other process.
  package let file: SystemFile
  // The memory stays mapped as long as this is there.
  private nonisolated(unsafe) let memory: UnsafeMutablePointer<UInt64>

  /// A number that is 0 and that a child will see.
  package convenience init() throws(SystemError) {
    let file = try SystemFile.withoutName()
    try file.write([UInt8](repeating: 0, count: Self.size))
    try self.init(in: file)
  }

  /// The number in a file that another process made.
  package init(in file: SystemFile) throws(SystemError) {
    self.file = file
    let memory = mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, file.descriptor, 0)
    guard let memory, memory != MAP_FAILED else { throw file.failure("map") }
    self.memory = memory.bindMemory(to: UInt64.self, capacity: 1)
  }

  deinit { munmap(memory, Self.size) }

  private static var size: Int { 4096 }

  /// The number's bytes, which stay mapped until the process ends, for who writes them in another way.
  package func leakedBytes() -> UnsafeMutableRawPointer {
    _ = Unmanaged.passRetained(self)
    return UnsafeMutableRawPointer(memory)
  }

  /// The number as it is now; it may be written at this moment.
  package var value: UInt64 {
    memory.withMemoryRebound(to: Atomic<UInt64>.self, capacity: 1) {
      $0.pointee.load(ordering: .relaxed)
    }
  }
}
