/// Who holds what two definitions make of events against each other.
///
/// One thread uses it at a time.
protocol RowComparing: AnyObject, Sendable {
  /// What the engines are to tell.
  var told: EngineStart.Told { get }

  /// Takes in what each side made of some events, and looks behind each of them whether the two differ.
  func take(_ old: FoldedEvents, _ new: FoldedEvents, _ sides: ComparedSides) throws

  /// Keeps a row, or what all rows share, that a side gives.
  func keep(_ row: [ReadModelValue]?, ofKey key: String?, _ side: ComparedSide.Name)

  /// Prepares for a side that gives all rows and lets go of them.
  func willForget(_ side: ComparedSide.Name)

  /// The rows of a side that has let go of them.
  func values(ofKeys keys: [String], _ side: ComparedSide.Name) -> [[ReadModelValue]?]

  /// What differs or differed, in the order of a comparison, and how many rows there are that never did.
  func finish(
    _ sides: ComparedSides
  ) throws -> (differences: [ProjectionComparison.Difference], same: Int)
}

/// The keys of rows that are compared, each at a place of its own.
struct ComparedKeys {
  /// The first is of the half of the state that all rows share.
  private var keys: [String?] = [nil]
  private var placesByKey: [StreamName: Int] = [:]

  /// How many places there are.
  var count: Int { keys.count }

  subscript(place: Int) -> String? { keys[place] }

  /// The place of a key; nil where it has none.
  func known(_ key: String) -> Int? { placesByKey[StreamName(key)] }

  /// The place of a key, made now where there is none.
  mutating func place(of key: String?) -> Int {
    guard let key else { return 0 }
    let name = StreamName(key)
    if let place = placesByKey[name] { return place }
    keys.append(key)
    placesByKey[name] = keys.count - 1
    return keys.count - 1
  }
}

extension [ProjectionComparison.Difference] {
  /// In the order of a comparison: by the positions of the first events after which they did, then by key.
  func inOrder() -> Self {
    sorted { a, b in
      guard a.position == b.position else { return a.position < b.position }
      guard let key = a.key, let other = b.key else { return a.key == nil }
      return KeyOrder.precedes(key, other)
    }
  }
}

extension ProjectionComparison.Rows {
  subscript(side: ComparedSide.Name) -> [ReadModelValue]? {
    get { side == .old ? old : new }
    set { if side == .old { old = newValue } else { new = newValue } }
  }
}
