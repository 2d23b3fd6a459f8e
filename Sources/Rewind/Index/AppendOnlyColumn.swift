/// A growing list of plain values that one writer appends to while copies of it are read elsewhere.
///
/// A copy is a snapshot: it sees the elements that were there when it was made, and costs as much as
/// retaining one array. The first elements may lie in an index file; the others lie in chunks that never move,
/// so that nothing is copied on growth.
///
/// Invariant: the elements below `count` of any copy are never written again, and only one copy (the
/// writer's) is ever appended to. Handing a copy to another thread needs the ordering that a lock or
/// a task gives.
struct AppendOnlyColumn<Element: BitwiseCopyable & Sendable>: Sendable {
  private static var chunkShift: Int { 14 }
  private static var chunkSize: Int { 1 << chunkShift }

  private let mapped: MappedColumn<Element>?
  /// Those of the mapped elements that were checked.
  private let checked: CheckedValues<Element>?
  private let mappedCount: Int
  private var chunks: [AppendOnlyChunk<Element>] = []
  /// The last of the chunks; nil while there is none.
  private var last: AppendOnlyChunk<Element>?
  private(set) var count: Int

  /// A column that begins with the elements of an index file; empty without one.
  init(_ mapped: MappedColumn<Element>? = nil) {
    self.mapped = mapped
    checked = mapped?.checked
    mappedCount = mapped?.count ?? 0
    count = mappedCount
  }

  subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "index beyond the column's snapshot")
    let place = index - mappedCount
    if place < 0 { return onDisk(index) }
    return chunks[place >> Self.chunkShift].base[place & (Self.chunkSize - 1)]
  }

  @inline(__always)
  private func onDisk(_ index: Int) -> Element {
    withExtendedLifetime(mapped) { checked?[index] } ?? firstTouched(index)
  }

  @inline(never)
  private func firstTouched(_ index: Int) -> Element {
    guard let mapped else { preconditionFailure("only what is mapped lies before the chunks") }
    return mapped[index]
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    let offset = (count - mappedCount) & (Self.chunkSize - 1)
    if offset == 0 { addChunk() }
    last.unsafelyUnwrapped.base[offset] = element
    count += 1
  }

  @inline(never)
  private mutating func addChunk() {
    let chunk = AppendOnlyChunk<Element>(capacity: Self.chunkSize)
    chunks.append(chunk)
    last = chunk
  }

  /// Calls the body with each run of elements from `start` on, and the index of the run's first.
  func forEachRun(from start: Int, _ body: (UnsafeBufferPointer<Element>, Int) -> Void) {
    var index = start
    while index < count {
      let length = forRun(at: index, body)
      index += length
    }
  }

  /// Calls the body with the run of elements that begins at an index, and answers how many they are.
  private func forRun(
    at index: Int, _ body: (UnsafeBufferPointer<Element>, Int) -> Void
  ) -> Int {
    if let mapped, index < mappedCount {
      let length = min(Self.chunkSize, mappedCount - index)
      withUnsafeTemporaryAllocation(of: Element.self, capacity: length) { copy in
        mapped.copy(from: index, into: copy)
        body(UnsafeBufferPointer(copy), index)
      }
      return length
    }
    let place = index - mappedCount
    let offset = place & (Self.chunkSize - 1)
    let length = min(Self.chunkSize - offset, count - index)
    let chunk = chunks[place >> Self.chunkShift]
    body(UnsafeBufferPointer(start: chunk.base + offset, count: length), index)
    return length
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
