internal import Glibc

/// Memory for a stretch of a file; it grows to what was needed most and is used again.
struct LineBuffer: ~Copyable {
  private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
  private(set) var count = 0

  deinit {
    memory.deallocate()
  }

  /// What was read; valid until the next change.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

  /// Reads a range of a file in place of what was there; less where the file ends before it does.
  mutating func fill(
    from files: any LogFiles, _ name: String, _ range: Range<Int>
  ) throws(LogFileError) {
    count = 0
    try extend(from: files, name, range)
  }

  /// Reads a range of a file behind what is there.
  mutating func extend(
    from files: any LogFiles, _ name: String, _ range: Range<Int>
  ) throws(LogFileError) {
    reserve(count + range.count)
    let free = UnsafeMutableRawBufferPointer(rebasing: memory[count..<count + range.count])
    count += try files.read(name, at: range.lowerBound, into: free)
  }

  /// Where the next newline stands from a place on.
  func firstNewline(from start: Int) -> Int? {
    guard start < count, let base = memory.baseAddress,
      let found = memchr(base + start, 0x0A, count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  private mutating func reserve(_ capacity: Int) {
    guard capacity > memory.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(capacity, min(2 * memory.count, capacity + (1 << 20))), alignment: 16)
    larger.copyMemory(from: bytes)
    memory.deallocate()
    memory = larger
  }
}
