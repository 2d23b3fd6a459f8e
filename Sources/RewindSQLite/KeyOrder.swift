internal import Rewind

/// The order of a table's keys, in which neighbouring rows are on one page: rows are written in it a
/// third faster than in any other.
enum KeyOrder {
  /// The places of rows, by key as the database orders it.
  ///
  /// Keys of one category begin alike. Of the rest eight bytes decide between most; they are compared
  /// as one number.
  static func indices(of states: [ReadModelChanges.State]) -> [Int] {
    guard let first = states.first else { return [] }
    var shared = first.key.utf8.count
    for state in states { shared = min(shared, sharedPrefix(first.key, state.key, atMost: shared)) }
    var places = states.indices.map { (word(states[$0].key, from: shared), $0) }
    places.sort { a, b in
      if a.0 != b.0 { return a.0 < b.0 }
      return states[a.1].key.utf8.lexicographicallyPrecedes(states[b.1].key.utf8)
    }
    return places.map(\.1)
  }

  private static func sharedPrefix(_ a: String, _ b: String, atMost limit: Int) -> Int {
    withBytes(a) { a in
      withBytes(b) { b in
        let end = min(limit, a.count, b.count)
        var count = 0
        while count < end && a[count] == b[count] { count += 1 }
        return count
      }
    }
  }

  /// Eight bytes of a key, the first counting most; 0 for those behind its end.
  private static func word(_ key: String, from start: Int) -> UInt64 {
    withBytes(key) { bytes in
      var word: UInt64 = 0
      for index in start..<(start + 8) {
        word = word << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0)
      }
      return word
    }
  }

  private static func withBytes<Result>(
    _ text: String, _ work: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    var text = text
    return text.withUTF8(work)
  }
}
