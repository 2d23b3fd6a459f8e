/// Plain values one after another in an index file; reading one answers nil where the file is damaged.
struct CheckedArray<Element: BitwiseCopyable & Sendable>: Sendable {
  let bytes: CheckedBytes
  /// The values of blocks that were checked, for those who hold the array.
  let checked: CheckedValues<Element>
  let count: Int

  /// - Precondition: so many values fit behind the start.
  init(_ bytes: CheckedBytes, from start: Int = 0, count: Int) {
    precondition(start + count * Self.size <= bytes.count, "values beyond the file's end")
    (self.bytes, self.count) = (bytes, count)
    checked = CheckedValues(addresses: bytes.addresses, start: start)
  }

  private static var size: Int { MemoryLayout<Element>.stride }

  /// Where the first value stands.
  private var start: Int { checked.start }

  /// - Precondition: the index is below ``count``.
  @inline(__always)
  subscript(index: Int) -> Element? {
    assert(index >= 0 && index < count)
    return checked[index] ?? firstTouched(index)
  }

  /// The value at an index where its block was not checked yet.
  @inline(never)
  private func firstTouched(_ index: Int) -> Element? {
    let place = start + index * Self.size
    guard bytes.touch(place), bytes.touch(place + Self.size - 1) else { return nil }
    return checked[index]
  }

  /// Copies the values from an index on, as many as there is room for; false where the file is damaged.
  func copy(from index: Int, into buffer: UnsafeMutableBufferPointer<Element>) -> Bool {
    precondition(index >= 0 && index + buffer.count <= count, "values beyond the array's end")
    let place = start + index * Self.size
    guard bytes.touch(place..<place + buffer.count * Self.size) else { return false }
    UnsafeMutableRawBufferPointer(buffer).copyMemory(
      from: UnsafeRawBufferPointer(start: bytes.base + place, count: buffer.count * Self.size))
    return !bytes.isLost
  }

  /// The values of a range; nil where the file is damaged.
  func values(_ range: Range<Int>) -> [Element]? {
    var isWhole = false
    let values = [Element](unsafeUninitializedCapacity: range.count) { buffer, count in
      isWhole = copy(
        from: range.lowerBound, into: UnsafeMutableBufferPointer(rebasing: buffer[..<range.count]))
      count = range.count
    }
    return isWhole ? values : nil
  }
}

/// The values of a ``CheckedArray``, as far as they were checked; reading one counts no references.
///
/// Invariant: whoever reads holds the array.
struct CheckedValues<Element: BitwiseCopyable & Sendable>: Sendable {
  let addresses: CheckedAddresses
  /// Where the first value stands, which is a multiple of its alignment.
  let start: Int

  /// The value at an index of the array; nil where its block was not checked yet, or is not right.
  @inline(__always)
  subscript(index: Int) -> Element? {
    let size = MemoryLayout<Element>.stride
    let place = start + index * size
    // A value of 24 bytes may reach into the next block.
    guard addresses.isChecked(place), addresses.isChecked(place + size - 1) else { return nil }
    let element = addresses.base.load(fromByteOffset: place, as: Element.self)
    return addresses.isLost ? nil : element
  }
}
