import Explorer
import Rewind

extension QuestionAnswerer {
  /// So many events are read at once, lest one among them that is large hold up those before it.
  private static let fewEvents = 16

  /// Tells the data of events, each on one line, a few at a time.
  func tellDataLines(at positions: [Int], _ log: LogSnapshot, _ reply: Reply) throws {
    for start in stride(from: 0, to: positions.count, by: Self.fewEvents) {
      try reply.checkWanted()
      let batch = positions[start..<min(start + Self.fewEvents, positions.count)]
      var lines = Dictionary(batch.map { ($0, "") }) { $1 }
      for event in try log.events(at: Array(batch)).compactMap(\.record) {
        lines[event.position] = Self.dataLine(of: event, log)
      }
      reply.tell(.dataLines(lines))
    }
  }

  private static func dataLine(of event: EventRecord, _ log: LogSnapshot) -> String {
    guard event.data.bytes.count <= TellingLeaves.largestData else {
      return Format.count(event.data.bytes.count, "byte")
    }
    return log.foldedData(of: event).map { DataLine.text(of: $0, type: event.type) } ?? ""
  }
}
