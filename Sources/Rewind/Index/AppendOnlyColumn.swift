/// A growing list of plain values that one writer appends to while copies of it are read elsewhere.
///
/// A copy is a snapshot: it sees the elements that were there when it was made, and costs as much as
/// retaining one array. Elements lie in chunks that never move, so that nothing is copied on growth.
///
/// Invariant: the elements below `count` of any copy are never written again, and only one copy (the
/// writer's) is ever appended to. Handing a copy to another thread needs the ordering that a lock or
/// a task gives.
struct AppendOnlyColumn<Element: BitwiseCopyable & Sendable>: Sendable {
  private static var chunkShift: Int { 14 }
  private static var chunkSize: Int { 1 << chunkShift }

  private var chunks: [AppendOnlyChunk<Element>] = []
  private(set) var count = 0

  subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "index beyond the column's snapshot")
    return chunks[index >> Self.chunkShift].base[index & (Self.chunkSize - 1)]
  }

  mutating func append(_ element: Element) {
    let offset = count & (Self.chunkSize - 1)
    if offset == 0 { chunks.append(AppendOnlyChunk(capacity: Self.chunkSize)) }
    chunks[count >> Self.chunkShift].base[offset] = element
    count += 1
  }

  /// Calls the body with each run of elements from `start` on, and the index of the run's first.
  func forEachRun(from start: Int, _ body: (UnsafeBufferPointer<Element>, Int) -> Void) {
    var index = start
    while index < count {
      let offset = index & (Self.chunkSize - 1)
      let length = min(Self.chunkSize - offset, count - index)
      let chunk = chunks[index >> Self.chunkShift]
      body(UnsafeBufferPointer(start: chunk.base + offset, count: length), index)
      index += length
    }
  }
}

/// Memory for a fixed number of values, freed with the last column that holds it.
private final class AppendOnlyChunk<Element: BitwiseCopyable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>

  init(capacity: Int) {
    base = .allocate(capacity: capacity)
  }

  deinit {
    base.deallocate()
  }
}
