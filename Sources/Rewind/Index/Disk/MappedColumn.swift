/// A column of an index file, a value a line, each read where it lies.
final class MappedColumn<Element: BitwiseCopyable & Sendable>: Sendable {
  private let values: CheckedArray<Element>
  /// Finds the column in an index in memory, which answers where this one is damaged.
  private let counterpart: @Sendable (LogIndex) -> AppendOnlyColumn<Element>

  var count: Int { values.count }

  /// The values that were checked, for those who hold the column.
  var checked: CheckedValues<Element> { values.checked }

  init(
    _ values: CheckedArray<Element>,
    counterpart: @escaping @Sendable (LogIndex) -> AppendOnlyColumn<Element>
  ) {
    self.values = values
    self.counterpart = counterpart
  }

  /// - Precondition: the index is below ``count``.
  @inline(__always)
  subscript(index: Int) -> Element { values[index] ?? replaced(index) }

  /// Copies the values from an index on, as many as there is room for; they must be there.
  func copy(from index: Int, into buffer: UnsafeMutableBufferPointer<Element>) {
    if values.copy(from: index, into: buffer) { return }
    for offset in buffer.indices { buffer[offset] = replaced(index + offset) }
  }

  @inline(never)
  private func replaced(_ index: Int) -> Element {
    counterpart(values.bytes.health.replacement)[index]
  }
}
