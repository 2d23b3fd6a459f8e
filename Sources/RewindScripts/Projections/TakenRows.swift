internal import Rewind

/// Rows that a child answered, as many as it gave at once.
struct TakenRows {
  /// Whether there are more.
  let goesOn: Bool
  /// The shared state, where it changed.
  let shared: JSONText?
  private let keys: [JSONValue]
  private let positions: [JSONValue]
  private let removed: Set<Int>
  private let texts: [JSONText]
  private let hasResults: Bool

  /// - Throws: ``ScriptEnd`` where the answer has no rows.
  init(_ answer: ScriptAnswer, hasResults: Bool) throws {
    guard let keys = answer.head["keys"]?.array, let positions = answer.head["at"]?.array else {
      throw ScriptEnd.somethingElse
    }
    self.keys = keys
    self.positions = positions
    self.hasResults = hasResults
    removed = Set((answer.head["removed"]?.array ?? []).compactMap(\.int))
    goesOn = answer.head["goesOn"] != nil
    let hasShared = answer.head["hasShared"] != nil
    texts = answer.texts
    shared = hasShared ? texts.last : nil
    let count = keys.count * (hasResults ? 2 : 1) + (hasShared ? 1 : 0)
    guard positions.count == keys.count, texts.count == count else {
      throw ScriptEnd.somethingElse
    }
  }

  func forEach(_ body: (ProjectedRow) throws -> Void) throws {
    let width = hasResults ? 2 : 1
    for (number, key) in keys.enumerated() {
      guard let key = key.string, let position = positions[number].int else {
        throw ScriptEnd.somethingElse
      }
      let isRemoved = removed.contains(number)
      try body(
        ProjectedRow(
          key: key, state: isRemoved ? nil : texts[number * width],
          result: hasResults && !isRemoved ? texts[number * width + 1] : nil, position: position))
    }
  }
}
