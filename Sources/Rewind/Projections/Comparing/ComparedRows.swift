/// The rows of two definitions beside each other, and since when they differ.
///
/// Not locked: one thread uses it at a time.
final class ComparedRows: RowComparing, @unchecked Sendable {
  typealias Rows = ProjectionComparison.Rows

  let told = EngineStart.Told.allRows
  private var keys = ComparedKeys()
  private var rows = [Rows()]
  private var found: [Int: (position: Int, first: Rows)] = [:]
  private var touched: [Int] = []
  private let shapes: RowShapes
  private let sharedShapes: RowShapes

  init(_ old: ProjectionDefinition, _ new: ProjectionDefinition) {
    shapes = RowShapes(old, new)
    sharedShapes = RowShapes(shared: old, new)
  }

  func values(ofKeys keys: [String], _ side: ComparedSide.Name) -> [[ReadModelValue]?] {
    keys.map { key in self.keys.known(key).flatMap { rows[$0][side] } }
  }

  func take(_ old: FoldedEvents, _ new: FoldedEvents, _ sides: ComparedSides) {
    var (old, new) = (old.steps[...], new.steps[...])
    while let position = [old.first?.position, new.first?.position].compactMap(\.self).min() {
      set(&old, .old, at: position)
      set(&new, .new, at: position)
      for place in touched where found[place] == nil && !isSame(place) {
        found[place] = (position, rows[place])
      }
      touched.removeAll(keepingCapacity: true)
    }
  }

  private func set(
    _ steps: inout ArraySlice<FoldedEvents.Step>, _ side: ComparedSide.Name, at position: Int
  ) {
    while let step = steps.first, step.position == position {
      let place = keys.place(of: step.key)
      if place == rows.count { rows.append(Rows()) }
      rows[place][side] = step.row
      touched.append(place)
      steps.removeFirst()
    }
  }

  /// All rows were told.
  func keep(_ row: [ReadModelValue]?, ofKey key: String?, _ side: ComparedSide.Name) {}

  func willForget(_ side: ComparedSide.Name) {}

  private func isSame(_ place: Int) -> Bool {
    let rows = rows[place]
    return (place == 0 ? sharedShapes : shapes).areSame(rows.old, rows.new)
  }

  func finish(
    _ sides: ComparedSides
  ) -> (differences: [ProjectionComparison.Difference], same: Int) {
    let differences = found.map { place, since in
      ProjectionComparison.Difference(
        key: keys[place], position: since.position, first: since.first, last: rows[place],
        differsNow: !isSame(place))
    }
    let same = rows.indices.dropFirst().count { rows[$0].new != nil && found[$0] == nil }
    return (differences.inOrder(), same)
  }
}
