internal import Glibc

/// Memory for a stretch of a file; it is used again, or given away with what was read.
struct LineBuffer: ~Copyable {
  private var memory = LineMemory(capacity: 64 << 10)

  /// How many bytes were read.
  var count: Int { memory.count }

  /// What was read; valid until the next change.
  var bytes: UnsafeRawBufferPointer { memory.bytes }

  /// Reads a range of a file in place of what was there; less where the file ends before it does.
  mutating func fill(
    from files: any LogFiles, _ name: String, _ range: Range<Int>
  ) throws(LogFileError) {
    memory.count = 0
    try extend(from: files, name, range)
  }

  /// Reads a range of a file behind what is there.
  mutating func extend(
    from files: any LogFiles, _ name: String, _ range: Range<Int>
  ) throws(LogFileError) {
    reserve(count + range.count)
    memory.count += try files.read(name, at: range.lowerBound, into: memory.free(range.count))
  }

  /// Where the next newline stands from a place on.
  func firstNewline(from start: Int) -> Int? {
    guard start < count, let base = bytes.baseAddress,
      let found = memchr(base + start, 0x0A, count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Gives the memory away with what was read; the next reading begins in memory of the same size.
  mutating func take() -> LineMemory {
    let taken = memory
    memory = LineMemory(capacity: taken.capacity)
    return taken
  }

  private mutating func reserve(_ capacity: Int) {
    guard capacity > memory.capacity else { return }
    memory = LineMemory(
      copying: memory, capacity: max(capacity, min(2 * memory.capacity, capacity + (1 << 20))))
  }
}

/// The bytes of a stretch of a file.
///
/// Written by the one ``LineBuffer`` that has it; whoever it was given to only reads it, on any thread.
final class LineMemory: @unchecked Sendable {
  private let memory: UnsafeMutableRawBufferPointer
  /// How many bytes were read; at most ``capacity``.
  fileprivate(set) var count = 0

  init(capacity: Int) {
    memory = .allocate(byteCount: capacity, alignment: 16)
  }

  convenience init(_ bytes: [UInt8]) {
    self.init(capacity: max(1, bytes.count))
    memory.copyBytes(from: bytes)
    count = bytes.count
  }

  fileprivate convenience init(copying other: LineMemory, capacity: Int) {
    self.init(capacity: capacity)
    memory.copyMemory(from: other.bytes)
    count = other.count
  }

  deinit {
    memory.deallocate()
  }

  var capacity: Int { memory.count }

  /// What was read; valid as long as this is.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

  /// Room for so many bytes behind what was read.
  fileprivate func free(_ length: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: memory[count..<count + length])
  }
}
