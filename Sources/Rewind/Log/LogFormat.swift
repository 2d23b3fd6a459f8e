/// Writes events as lines of a store's log.
///
/// One event is one line, its keys in a fixed order; see `LogFormat.md` for the format whole.
public enum LogFormat {
  /// Appends the line of an event, with its newline.
  ///
  /// - Parameter part: the event's place in its append; nil where the append has one event.
  static func write(
    _ event: NewEvent, stream: StreamName, version: Int, position: Int, timestamp: Timestamp,
    part: CommitPart?, to line: inout [UInt8]
  ) {
    let head = Head(
      position: String(position), stream: stream.rawValue, version: String(version), part: part,
      type: event.type, id: event.id.description, timestamp: timestamp.rfc3339)
    write(head, data: event.data.singleLine(), metadata: event.metadata?.singleLine(), to: &line)
  }

  /// The line of an event as Rewind's own log would hold it, without a newline.
  ///
  /// What the log does not have is left out; the log's own numbers are kept.
  public static func line(of event: EventRecord) -> [UInt8] {
    let head = Head(
      position: String(event.shownPosition), stream: event.stream.rawValue,
      version: String(event.shownVersion), part: nil, type: event.type, id: event.id,
      timestamp: event.timestamp?.rfc3339)
    var line: [UInt8] = []
    write(head, data: event.data.singleLine(), metadata: event.metadata?.singleLine(), to: &line)
    line.removeLast()
    return line
  }

  private struct Head {
    var position: String
    var stream: String
    var version: String
    var part: CommitPart?
    var type: String
    var id: String?
    var timestamp: String?
  }

  private static func write(
    _ head: Head, data: JSONText, metadata: JSONText?, to line: inout [UInt8]
  ) {
    line += "{\"position\":".utf8
    line += head.position.utf8
    line += ",\"stream_id\":".utf8
    JSONString.write(head.stream, to: &line)
    line += ",\"version\":".utf8
    line += head.version.utf8
    if let part = head.part { line += ",\"batch\":[\(part.index),\(part.count)]".utf8 }
    line += ",\"type\":".utf8
    JSONString.write(head.type, to: &line)
    if let id = head.id {
      line += ",\"id\":".utf8
      JSONString.write(id, to: &line)
    }
    if let timestamp = head.timestamp {
      line += ",\"timestamp\":\"".utf8
      line += timestamp.utf8
      line.append(UInt8(ascii: "\""))
    }
    line += ",\"data\":".utf8
    line += data.bytes
    if let metadata {
      line += ",\"metadata\":".utf8
      line += metadata.bytes
    }
    line += "}\n".utf8
  }
}
