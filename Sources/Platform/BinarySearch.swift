extension RandomAccessCollection {
  /// The first index with an element that meets a condition, in O(log n); the end index where none does.
  ///
  /// All elements after one that meets the condition must meet it too.
  @inlinable
  package func partitioningIndex(where condition: (Element) throws -> Bool) rethrows -> Index {
    var low = startIndex
    var count = count
    while count > 0 {
      let half = count / 2
      let middle = index(low, offsetBy: half)
      if try condition(self[middle]) {
        count = half
      } else {
        low = index(after: middle)
        count -= half + 1
      }
    }
    return low
  }
}
