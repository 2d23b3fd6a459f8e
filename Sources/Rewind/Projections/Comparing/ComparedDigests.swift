/// The digests of the rows of two definitions beside each other, and since when they differ; of rows that do, what they
/// were then is asked for.
///
/// Not locked: one thread uses it at a time.
final class ComparedDigests: RowComparing, @unchecked Sendable {
  let told = EngineStart.Told.digests
  private var keys = ComparedKeys()
  private var old = Side()
  private var new = Side()
  /// By place: whether the row differs or differed.
  private var isFound = [false]
  private var found: [Found] = []
  private var touched: [Int] = []
  /// Whether an engine has let go of rows, so that all that are given are kept.
  private var isForgetting = false

  private struct Found {
    let place: Int
    let position: Int
    var first = ProjectionComparison.Rows()
  }

  /// What is known of a side.
  private struct Side {
    /// By place: the digest of the row, 0 where there is none.
    var digests: [UInt64] = [0]
    /// By place: the number of the last digest of the row, counted from the beginning; -1 where there was none.
    var lastSteps = [-1]
    /// By place: the number by which the engine knows the row; -1 where it knows none.
    var numbers: [Int32] = [-1]
    /// By the engine's numbers.
    var places: [Int] = []
    /// Rows that the engine has let go of, and at the end those that differ.
    var rows: [Int: [ReadModelValue]] = [:]
    /// How many digests were told before those that are taken in.
    var stepCount = 0

    mutating func grow(to count: Int) {
      digests.append(contentsOf: repeatElement(0, count: count - digests.count))
      lastSteps.append(contentsOf: repeatElement(-1, count: count - lastSteps.count))
      numbers.append(contentsOf: repeatElement(-1, count: count - numbers.count))
    }
  }

  /// How a row of a side is asked for, as it was behind an event.
  private enum Ask {
    case step(Int)
    case before(Int)
    case known([ReadModelValue]?)
  }
}

// MARK: - Events

extension ComparedDigests {
  func take(_ old: FoldedEvents, _ new: FoldedEvents, _ sides: ComparedSides) throws {
    addKeys(old.newKeys, new.newKeys)
    var asks: [(found: Int, old: Ask, new: Ask)] = []
    var (next, nextNew) = (0, 0)
    while next < old.digests.count || nextNew < new.digests.count {
      let position = min(
        next < old.digests.count ? old.digests[next].position : .max,
        nextNew < new.digests.count ? new.digests[nextNew].position : .max)
      touched.removeAll(keepingCapacity: true)
      next = Self.set(old.digests, from: next, at: position, &self.old, &touched)
      nextNew = Self.set(new.digests, from: nextNew, at: position, &self.new, &touched)
      for place in touched
      where self.old.digests[place] != self.new.digests[place] && !isFound[place] {
        isFound[place] = true
        asks.append((found.count, ask(self.old, place), ask(self.new, place)))
        found.append(Found(place: place, position: position))
      }
    }
    try answer(asks, sides)
    self.old.stepCount += old.digests.count
    self.new.stepCount += new.digests.count
  }

  private func addKeys(_ keysOfOld: [String], _ keysOfNew: [String]) {
    let places = keysOfOld.map { keys.place(of: $0) }
    let placesOfNew = keysOfNew.map { keys.place(of: $0) }
    old.grow(to: keys.count)
    new.grow(to: keys.count)
    isFound.append(contentsOf: repeatElement(false, count: keys.count - isFound.count))
    Self.number(places, &old)
    Self.number(placesOfNew, &new)
  }

  private static func number(_ places: [Int], _ side: inout Side) {
    for place in places {
      side.numbers[place] = Int32(side.places.count)
      side.places.append(place)
    }
  }

  /// Takes in the digests of an event, the first of which has a number; answers that of the next event's.
  private static func set(
    _ digests: [FoldedEvents.Digest], from first: Int, at position: Int, _ side: inout Side,
    _ touched: inout [Int]
  ) -> Int {
    var next = first
    while next < digests.count, digests[next].position == position {
      let place = digests[next].row.map { side.places[$0] } ?? 0
      side.digests[place] = digests[next].value
      side.lastSteps[place] = side.stepCount + next
      touched.append(place)
      next += 1
    }
    return next
  }

  private func ask(_ side: Side, _ place: Int) -> Ask {
    if side.digests[place] == 0 { return .known(nil) }
    let step = side.lastSteps[place] - side.stepCount
    if step >= 0 { return .step(step) }
    let number = side.numbers[place]
    return number < 0 && place > 0 ? .known(side.rows[place]) : .before(Int(number))
  }
}

// MARK: - Rows

extension ComparedDigests {
  /// Asks for what the rows were that are found to differ.
  private func answer(_ asks: [(found: Int, old: Ask, new: Ask)], _ sides: ComparedSides) throws {
    guard !asks.isEmpty else { return }
    let shared = asks.filter { found[$0.found].place == 0 }
    let others = asks.filter { found[$0.found].place != 0 }
    let rows = try Self.rows(others.map(\.old), sides.old)
    let newRows = try Self.rows(others.map(\.new), sides.new)
    for (number, ask) in others.enumerated() {
      found[ask.found].first = .init(old: rows[number], new: newRows[number])
    }
    for ask in shared {
      found[ask.found].first = .init(
        old: try Self.shared(ask.old, sides.old), new: try Self.shared(ask.new, sides.new))
    }
  }

  private static func rows(
    _ asks: [Ask], _ side: ComparedSide
  ) throws -> [[ReadModelValue]?] {
    var (steps, befores): ([Int], [Int]) = ([], [])
    for ask in asks {
      switch ask {
      case .step(let step): steps.append(step)
      case .before(let number): befores.append(number)
      case .known: break
      }
    }
    let told = try side.told(steps: steps, before: befores)
    var (nextStep, nextBefore) = (0, steps.count)
    return asks.map { ask in
      switch ask {
      case .step:
        nextStep += 1
        return told[nextStep - 1]
      case .before:
        nextBefore += 1
        return told[nextBefore - 1]
      case .known(let row): return row
      }
    }
  }

  private static func shared(_ ask: Ask, _ side: ComparedSide) throws -> [ReadModelValue]? {
    switch ask {
    case .step(let step): try side.toldShared(step: step)
    case .before: try side.toldShared(step: nil)
    case .known(let row): row
    }
  }

  func values(ofKeys keys: [String], _ side: ComparedSide.Name) -> [[ReadModelValue]?] {
    let rows = side == .old ? old.rows : new.rows
    return keys.map { key in self.keys.known(key).flatMap { rows[$0] } }
  }

  func keep(_ row: [ReadModelValue]?, ofKey key: String?, _ side: ComparedSide.Name) {
    // One that was never told has come and gone.
    guard let place = key.map({ keys.known($0) }) ?? 0, isForgetting || isFound[place] else {
      return
    }
    if side == .old { old.rows[place] = row } else { new.rows[place] = row }
  }

  func willForget(_ side: ComparedSide.Name) {
    isForgetting = true
    func forget(_ side: inout Side) {
      side.places = []
      for place in side.numbers.indices { side.numbers[place] = -1 }
    }
    if side == .old { forget(&old) } else { forget(&new) }
  }

  func finish(
    _ sides: ComparedSides
  ) throws -> (differences: [ProjectionComparison.Difference], same: Int) {
    try sides.old.giveRows(to: self)
    try sides.new.giveRows(to: self)
    let differences = found.map { found in
      let place = found.place
      return ProjectionComparison.Difference(
        key: keys[place], position: found.position, first: found.first,
        last: .init(old: last(old, place), new: last(new, place)),
        differsNow: old.digests[place] != new.digests[place])
    }
    let same = isFound.indices.dropFirst().count { new.digests[$0] != 0 && !isFound[$0] }
    return (differences.inOrder(), same)
  }

  private func last(_ side: Side, _ place: Int) -> [ReadModelValue]? {
    side.digests[place] == 0 ? nil : side.rows[place]
  }
}
