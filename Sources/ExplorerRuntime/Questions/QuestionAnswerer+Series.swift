import Explorer
import Rewind

extension QuestionAnswerer {
  /// A value that is another more often is no course of a few states.
  private static let mostTexts = 24

  /// A value of the state through the versions of a stream, in as many parts as were asked for.
  func series(
    of stream: StreamID, _ path: JSONPath, last: Int, points: Int, _ log: LogSnapshot,
    _ reply: Reply
  ) throws -> ValueSeries {
    try walk(over: stream, log) { timeline in
      let points = max(1, points)
      var series = ValueSeries(
        values: Array(repeating: nil, count: points), texts: Array(repeating: nil, count: points),
        range: nil)
      var texts: Set<String> = []
      for version in stride(from: 1, through: last, by: 1) {
        if version % Self.batchSize == 0 { try reply.checkWanted() }
        let value: JSONValue?
        do {
          value = try timeline.state(at: version).value?[path: path]
        } catch let error as StoppedFoldError {
          series.stop = error.version
          break
        }
        let place = (version - 1) * points / last
        let number = value?.finiteNumber
        series.values[place] = number
        series.texts[place] = number == nil ? value?.scalarText : nil
        if let number { series.extend(to: number) }
        if let text = series.texts[place], texts.count <= Self.mostTexts { texts.insert(text) }
      }
      if texts.isEmpty || texts.count > Self.mostTexts { series.texts = [] }
      return series
    }
  }
}

extension ValueSeries {
  fileprivate mutating func extend(to number: Double) {
    range = min(range?.lowerBound ?? number, number)...max(range?.upperBound ?? number, number)
  }
}

extension JSONValue {
  /// The number, where it is one that a chart can show.
  fileprivate var finiteNumber: Double? {
    if case .number(let number) = self, number.double.isFinite { number.double } else { nil }
  }

  /// What it says in a few words, where it has no members.
  fileprivate var scalarText: String? {
    switch self {
    case .object, .array: nil
    default: ShortValue(self).text
    }
  }
}
