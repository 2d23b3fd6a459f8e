internal import Platform

/// Streams in the order of their names, one after another, of several lists that are in that order.
struct NameMerge {
  /// A list of streams in the order of their names.
  struct List {
    let count: Int
    /// The stream at a place.
    let stream: (Int) throws(DamagedIndexError) -> Int
  }

  /// What is left of a list: the next stream, and its name, which is not asked for where no other list is left.
  private struct Rest {
    var list: List
    /// The place of the next stream.
    var place = 0
    var stream: Int
    var name: [UInt8]
  }

  /// Those that are not at their end, in the order of the names of their next streams.
  private var rests: [Rest] = []

  init(_ lists: [List], name: (Int) -> [UInt8]) throws(DamagedIndexError) {
    let lists = lists.filter { $0.count > 0 }
    for list in lists {
      let stream = try list.stream(0)
      insert(Rest(list: list, stream: stream, name: lists.count > 1 ? name(stream) : []))
    }
  }

  /// The next stream; nil at the end.
  mutating func next(_ name: (Int) -> [UInt8]) throws(DamagedIndexError) -> Int? {
    guard let first = rests.first else { return nil }
    let place = first.place + 1
    guard place < first.list.count else {
      rests.removeFirst()
      return first.stream
    }
    let stream = try first.list.stream(place)
    if rests.count == 1 {
      (rests[0].place, rests[0].stream) = (place, stream)
    } else {
      var rest = rests.removeFirst()
      (rest.place, rest.stream, rest.name) = (place, stream, name(stream))
      insert(rest)
    }
    return first.stream
  }

  private mutating func insert(_ rest: Rest) {
    rests.insert(rest, at: rests.partitioningIndex { Self.comes(rest, before: $0) })
  }

  /// Whether a list's next name comes first; of names that count as one, it is that of the lower number.
  private static func comes(_ rest: Rest, before other: Rest) -> Bool {
    rest.name.withUnsafeBytes { name in
      other.name.withUnsafeBytes { otherName in
        (name.countedOrder(beside: otherName), rest.stream) < (0, other.stream)
      }
    }
  }
}
