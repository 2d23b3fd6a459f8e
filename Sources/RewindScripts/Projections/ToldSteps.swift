internal import Rewind

/// Reads what a child tells of each event, as the prelude's `telling` writes it.
struct ToldSteps {
  /// Whether rows have results.
  let hasResults: Bool
  /// Whether digests are told in place of rows.
  let areDigests: Bool
  /// How many rows digests were told of.
  var rowCount = 0
  /// The keys of the rows that were told so far, by their numbers.
  private var keys: [String] = []

  init(hasResults: Bool, areDigests: Bool) {
    self.hasResults = hasResults
    self.areDigests = areDigests
  }

  /// The steps and reasons of an answer.
  ///
  /// - Parameter texts: the answer's texts, without those of outputs.
  /// - Throws: ``ScriptEnd`` where the answer is not about the frame.
  mutating func take(
    _ head: JSONValue, _ texts: ArraySlice<JSONText>, of frame: ProjectionFrame
  ) throws -> (steps: [ProjectionAnswers.Step], passed: [ProjectionAnswers.Pass]) {
    keys += (head["newKeys"]?.array ?? []).compactMap(\.string)
    var texts = texts
    let steps = try Self.pairs(head["steps"]).map { event, number in
      let place = try frame.place(event)
      let key = number == -1 ? nil : try key(number < 0 ? -2 - number : number)
      var step = ProjectionAnswers.Step(place: place, key: key, state: nil, result: nil)
      guard number >= -1 else { return step }
      step.state = texts.popFirst()
      if hasResults, key != nil { step.result = texts.popFirst() }
      guard step.state != nil else { throw ScriptEnd.somethingElse }
      return step
    }
    guard texts.isEmpty else { throw ScriptEnd.somethingElse }
    let passed = try Self.pairs(head["passed"]).map { event, reason in
      guard let reason = ProjectionAnswers.Reason(rawValue: reason) else {
        throw ScriptEnd.somethingElse
      }
      return ProjectionAnswers.Pass(place: try frame.place(event), reason: reason)
    }
    return (steps, passed)
  }

  /// Notes that the child numbers rows anew.
  mutating func forget() { (keys, rowCount) = ([], 0) }

  private func key(_ number: Int) throws -> String {
    guard keys.indices.contains(number) else { throw ScriptEnd.somethingElse }
    return keys[number]
  }

  /// The numbers of a list, of which two by two belong together.
  private static func pairs(_ list: JSONValue?) throws -> [(Int, Int)] {
    let numbers = (list?.array ?? []).compactMap(\.int)
    guard numbers.count == list?.array?.count ?? 0, numbers.count.isMultiple(of: 2) else {
      throw ScriptEnd.somethingElse
    }
    return stride(from: 0, to: numbers.count, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
  }
}
