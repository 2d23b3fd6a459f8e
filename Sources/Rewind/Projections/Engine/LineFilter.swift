/// Which lines of a feed that gives more are of a selection; names are compared once for each stream and type.
struct LineFilter {
  private let names: FeedNames
  private let selection: EventSelection
  /// By the feed's numbers; nil of those that were not met yet.
  private var streams: [Bool?] = []
  private var types: [Bool?] = []

  init(_ selection: EventSelection, names: FeedNames) {
    self.selection = selection
    self.names = names
  }

  /// Whether a line that is not damaged is of the selection, as it is stored or as it may be lifted.
  mutating func takes(_ line: FeedLine) -> Bool {
    takes(type: Int(line.type)) && takes(stream: Int(line.stream))
  }

  private mutating func takes(type number: Int) -> Bool {
    if number < types.count, let answer = types[number] { return answer }
    let answer = isSelected(type: number)
    types.put(answer, at: number)
    return answer
  }

  private mutating func takes(stream number: Int) -> Bool {
    if number < streams.count, let answer = streams[number] { return answer }
    let answer = isSelected(stream: number)
    streams.put(answer, at: number)
    return answer
  }

  private func isSelected(type number: Int) -> Bool {
    selection.hasType(names.types.name(number), liftedBy: names.upcasters)
  }

  private func isSelected(stream number: Int) -> Bool {
    let name = StreamName(names.streams.name(number))
    if let streams = selection.streams, !streams.contains(name) { return false }
    return selection.categories?.contains(names.category(of: name)) ?? true
  }
}

extension [Bool?] {
  fileprivate mutating func put(_ answer: Bool, at number: Int) {
    while count <= number { append(nil) }
    self[number] = answer
  }
}

extension EventSelection {
  /// A selection of what either of two has, or more.
  func union(_ other: EventSelection) -> EventSelection {
    guard self != other else { return self }
    func both<Name>(_ a: Set<Name>?, _ b: Set<Name>?) -> Set<Name>? {
      if let a, let b { a.union(b) } else { nil }
    }
    return EventSelection(
      streams: both(streams, other.streams), categories: both(categories, other.categories),
      types: both(types, other.types))
  }
}
