internal import Platform
internal import Synchronization

/// Memory for a stretch of a file; it is used again, or given away with what was read.
struct LineBuffer: ~Copyable {
  private let pool = LineMemoryPool()
  private var memory = LineMemory(capacity: 64 << 10)

  /// Whether a NUL is in what was read; no valid line holds one.
  private(set) var hasNUL = false

  /// How many bytes were read.
  var count: Int { memory.count }

  /// What was read; valid until the next change.
  var bytes: UnsafeRawBufferPointer { memory.bytes }

  /// Reads a range of a file in place of what was there; less where the file ends before it does.
  mutating func fill(
    from files: any LogFiles, _ name: String, _ range: Range<Int>
  ) throws(LogFileError) {
    memory.count = 0
    hasNUL = false
    try extend(from: files, name, range)
  }

  /// Reads a range of a file behind what is there.
  mutating func extend(
    from files: any LogFiles, _ name: String, _ range: Range<Int>
  ) throws(LogFileError) {
    reserve(count + range.count)
    let known = count
    memory.count += try files.read(name, at: range.lowerBound, into: memory.free(range.count))
    hasNUL = hasNUL || bytes.offset(of: 0, from: known) != nil
  }

  /// Where the next newline stands from a place on.
  func firstNewline(from start: Int) -> Int? { bytes.offset(of: 0x0A, from: start) }

  /// Gives the memory away with what was read; the next reading begins in memory of the same size, save
  /// where a line was uncommonly long.
  mutating func take() -> LineMemory {
    let taken = memory
    memory = LineMemory(from: pool, capacity: min(taken.capacity, LineMemoryPool.largest))
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
/// Only the ``LineBuffer`` that made it writes it; once given away it is only read, on any thread.
final class LineMemory: @unchecked Sendable {
  private let memory: UnsafeMutableRawBufferPointer
  /// Where the memory goes when it is released; nil to give it to the system.
  private let pool: LineMemoryPool?
  /// How many bytes were read; at most ``capacity``.
  fileprivate(set) var count = 0

  init(capacity: Int) {
    memory = .allocate(byteCount: capacity, alignment: 16)
    pool = nil
  }

  fileprivate init(from pool: LineMemoryPool, capacity: Int) {
    memory = pool.take(capacity) ?? .allocate(byteCount: capacity, alignment: 16)
    self.pool = pool
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
    if let pool { pool.put(memory) } else { memory.deallocate() }
  }

  var capacity: Int { memory.count }

  /// What was read; valid as long as this is.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[0..<count]) }

  /// Room for so many bytes behind what was read.
  fileprivate func free(_ length: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: memory[count..<count + length])
  }
}

/// Memory that was given away and has come back: what the system gives anew costs a fault for each page.
private final class LineMemoryPool: Sendable {
  /// Larger memory, in bytes, goes back to the system.
  static let largest = 4 << 20
  private static let limit = 16
  private let free = Mutex<[FreeMemory]>([])

  private struct FreeMemory: @unchecked Sendable {
    let memory: UnsafeMutableRawBufferPointer
  }

  deinit {
    for free in free.withLock({ $0 }) { free.memory.deallocate() }
  }

  /// Memory of at least a capacity; nil where there is none.
  func take(_ capacity: Int) -> UnsafeMutableRawBufferPointer? {
    free.withLock { free in
      let place = free.lastIndex { $0.memory.count >= capacity }
      return place.map { free.remove(at: $0).memory }
    }
  }

  func put(_ memory: UnsafeMutableRawBufferPointer) {
    let back = FreeMemory(memory: memory)
    let isKept = free.withLock { free in
      guard free.count < Self.limit, memory.count <= Self.largest else { return false }
      free.append(back)
      return true
    }
    if !isKept { memory.deallocate() }
  }
}
