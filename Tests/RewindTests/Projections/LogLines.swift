@testable import Rewind

/// A log as text, a line for each position, told in two ways that must agree.
extension EventLog {
  /// What a feed gives of each line: all of an event, or that it is damaged.
  func linesOfFeed(
    after position: Int = 0, selection: EventSelection = .all
  ) throws -> [String] {
    let feed = try EventFeed(self, after: position, selection: selection)
    var decoder = LineDecoder(mapping: compiledMapping, names: feed.names)
    var event = EventRecord(
      at: EventPlace(stream: "", version: 0, position: 0), type: "", data: "null")
    var lines: [String] = []
    while let batch = try feed.next() {
      decoder.begin(batch.fileName)
      for line in batch.lines {
        guard line.damage == .none else {
          lines.append("\(line.position) damaged")
          continue
        }
        let text = line.text(in: batch.bytes(ofPiece: line.piece))
        let stream = StreamName(feed.names.streams.name(Int(line.stream)))
        do {
          try decoder.read(line, text, stream: stream, into: &event)
          lines.append(Self.text(event))
        } catch {
          lines.append("\(line.position) unreadable")
        }
      }
    }
    return lines
  }

  /// The same, told by the index.
  func linesOfIndex(after position: Int = 0) throws -> [String] {
    try refresh()
    let index = index
    return try stride(from: position + 1, through: index.eventCount, by: 1).map { position in
      switch try event(at: position) {
      case .event(var event):
        // A feed counts the events as they lie in the log.
        (event.version, event.loggedVersion) = (
          index.countedVersion(at: position), event.shownVersion
        )
        return Self.text(event)
      case .damaged:
        return "\(position) " + (index[position].isDamaged ? "damaged" : "unreadable")
      }
    }
  }

  private static func text(_ event: EventRecord) -> String {
    "\(event.position) \(event.stream) v\(event.version) \(event.shownVersion)"
      + " \(event.shownPosition) \(event.type) \(event.id ?? "-") \(event.data)"
      + " \(event.metadata?.description ?? "-") \(event.timestamp?.rfc3339 ?? "-")"
  }
}
