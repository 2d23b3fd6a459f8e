internal import Rewind

/// What a child answered of rows whose digests were told.
struct KeptRows {
  /// A row's state, its result, `null` where it has none, and the position of its last event; nil where there was no
  /// row.
  let rows: [(state: JSONText, result: JSONText, position: Int)?]

  /// - Parameter count: how many rows were asked for.
  /// - Throws: ``ScriptEnd`` where the answer has others.
  init(_ answer: ScriptAnswer, count: Int) throws {
    let positions = (answer.head["at"]?.array ?? []).compactMap(\.int)
    let gone = Set((answer.head["gone"]?.array ?? []).compactMap(\.int))
    let texts = answer.texts
    guard positions.count == count, texts.count == 2 * count else { throw ScriptEnd.somethingElse }
    rows = positions.enumerated().map { number, position in
      gone.contains(number) ? nil : (texts[2 * number], texts[2 * number + 1], position)
    }
  }
}
