import Rewind

extension ProjectionAnswers {
  /// The digest of what an event made of one of its rows.
  package struct Digest: Sendable, Hashable {
    package let place: Place
    /// The row's number: how many keys had been told before its own; nil for the half of the state that all rows share.
    package let row: Int?
    /// The digest; 0 where there is no row any more.
    package let value: UInt64
  }
}

extension ToldSteps {
  /// Adds the digests of an answer, and the keys of the rows that they are the first of.
  ///
  /// - Parameter numbers: what was told by numbers: the event's, the row's, -1 standing for the shared state, and the
  ///   halves of the digest.
  /// - Throws: ``ScriptEnd`` where the answer is not about the frame; ``NoDigestsError``.
  mutating func takeDigests(
    _ head: JSONValue, _ numbers: [Int32], of frame: ProjectionFrame,
    into answers: inout ProjectionAnswers
  ) throws {
    guard head["isLarge"] == nil else { throw NoDigestsError() }
    let newKeys = (head["newKeys"]?.array ?? []).compactMap(\.string)
    rowCount += newKeys.count
    answers.newKeys += newKeys
    guard numbers.count == head["told"]?.int, numbers.count.isMultiple(of: 4) else {
      throw ScriptEnd.somethingElse
    }
    answers.digests.reserveCapacity(answers.digests.count + numbers.count / 4)
    for start in stride(from: 0, to: numbers.count, by: 4) {
      let row = Int(numbers[start + 1])
      guard (-1..<rowCount).contains(row) else { throw ScriptEnd.somethingElse }
      let (low, high) = (numbers[start + 2], numbers[start + 3])
      answers.digests.append(
        ProjectionAnswers.Digest(
          place: try frame.place(Int(numbers[start])), row: row < 0 ? nil : row,
          value: UInt64(UInt32(bitPattern: high)) << 32 | UInt64(UInt32(bitPattern: low))))
    }
  }
}
