/// The rows of two definitions beside each other, and since when they differ.
///
/// Not locked: one thread uses it at a time.
final class ComparedRows: @unchecked Sendable {
  typealias Rows = ProjectionComparison.Rows

  /// Which of the two definitions is meant.
  enum Side: Sendable { case old, new }

  /// The first is of the half of the state that all rows share.
  private var keys: [String?] = [nil]
  private var rows = [Rows()]
  private var placesByKey: [StreamName: Int] = [:]
  private var found: [Int: (position: Int, first: Rows)] = [:]
  private var touched: [Int] = []
  private let shapes: RowShapes
  private let sharedShapes: RowShapes

  init(_ old: ProjectionDefinition, _ new: ProjectionDefinition) {
    shapes = RowShapes(old, new)
    sharedShapes = RowShapes(shared: old, new)
  }

  /// The rows of a side, for an engine that has let go of them.
  func values(ofKeys keys: [String], _ side: Side) -> [[ReadModelValue]?] {
    keys.map { key in placesByKey[StreamName(key)].flatMap { rows[$0][side] } }
  }

  /// Takes in what each side made of some events, and looks behind each of them whether the two differ.
  func take(old: [FoldedEvents.Step], new: [FoldedEvents.Step]) {
    var (old, new) = (old[...], new[...])
    while let position = [old.first?.position, new.first?.position].compactMap(\.self).min() {
      set(&old, .old, at: position)
      set(&new, .new, at: position)
      for place in touched where found[place] == nil && !isSame(place) {
        found[place] = (position, rows[place])
      }
      touched.removeAll(keepingCapacity: true)
    }
  }

  private func set(_ steps: inout ArraySlice<FoldedEvents.Step>, _ side: Side, at position: Int) {
    while let step = steps.first, step.position == position {
      let place = place(of: step.key)
      rows[place][side] = step.row
      touched.append(place)
      steps.removeFirst()
    }
  }

  private func place(of key: String?) -> Int {
    guard let key else { return 0 }
    let name = StreamName(key)
    if let place = placesByKey[name] { return place }
    keys.append(key)
    rows.append(Rows())
    placesByKey[name] = keys.count - 1
    return keys.count - 1
  }

  private func isSame(_ place: Int) -> Bool {
    let rows = rows[place]
    return (place == 0 ? sharedShapes : shapes).areSame(rows.old, rows.new)
  }

  /// What differs or differed, by the positions of the first events after which it did, then by key.
  func differences() -> [ProjectionComparison.Difference] {
    found.map { place, since in
      ProjectionComparison.Difference(
        key: keys[place], position: since.position, first: since.first, last: rows[place],
        differsNow: !isSame(place))
    }
    .sorted { a, b in
      guard a.position == b.position else { return a.position < b.position }
      guard let key = a.key, let other = b.key else { return a.key == nil }
      return KeyOrder.precedes(key, other)
    }
  }

  /// How many rows there are that never differed.
  var sameCount: Int {
    rows.indices.dropFirst().count { rows[$0].new != nil && found[$0] == nil }
  }
}

extension ProjectionComparison.Rows {
  fileprivate subscript(side: ComparedRows.Side) -> [ReadModelValue]? {
    get { side == .old ? old : new }
    set { if side == .old { old = newValue } else { new = newValue } }
  }
}
