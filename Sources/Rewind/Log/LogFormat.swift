/// Writes events as lines of a store's log.
///
/// One event is one line, its keys in a fixed order; see `LogFormat.md` for the format whole.
public enum LogFormat {
  /// The lines of one append, each with its newline.
  ///
  /// - Parameters:
  ///   - version: the version of the first event; those of the others follow.
  ///   - position: the position of the first event; those of the others follow.
  static func lines(
    of events: [NewEvent], stream: StreamName, version: Int, position: Int, timestamp: Timestamp
  ) -> [UInt8] {
    let stream = string(stream.rawValue)
    let timestamp = string(timestamp.rfc3339)
    var lines: [UInt8] = []
    lines.reserveCapacity(events.reduce(0) { $0 + $1.data.bytes.count + 320 })
    for (offset, event) in events.enumerated() {
      let head = Head(
        position: position + offset, stream: stream, version: version + offset,
        part: CommitPart(checking: offset + 1, of: events.count), type: event.type,
        id: event.id.description, timestamp: timestamp)
      write(head, data: event.data, metadata: event.metadata, to: &lines)
    }
    return lines
  }

  /// The line of an event as Rewind's own log would hold it, without a newline.
  ///
  /// What the log does not have is left out; the log's own numbers are kept.
  public static func line(of event: EventRecord) -> [UInt8] {
    let head = Head(
      position: event.shownPosition, stream: string(event.stream.rawValue),
      version: event.shownVersion, part: nil, type: event.type, id: event.id,
      timestamp: event.timestamp.map { string($0.rfc3339) })
    var line: [UInt8] = []
    write(head, data: event.data, metadata: event.metadata, to: &line)
    line.removeLast()
    return line
  }

  /// What stands before the data; texts that lines share are spelled already.
  private struct Head {
    var position: Int
    var stream: [UInt8]
    var version: Int
    var part: CommitPart?
    var type: String
    var id: String?
    var timestamp: [UInt8]?
  }

  private static func string(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    JSONString.write(text, to: &bytes)
    return bytes
  }

  private static func write(
    _ head: Head, data: JSONText, metadata: JSONText?, to line: inout [UInt8]
  ) {
    append("{\"position\":", head.position, to: &line)
    append(",\"stream_id\":", head.stream, to: &line)
    append(",\"version\":", head.version, to: &line)
    if let part = head.part {
      append(",\"batch\":[", Int(part.index), to: &line)
      append(",", Int(part.count), to: &line)
      line.append(UInt8(ascii: "]"))
    }
    append(",\"type\":", [], to: &line)
    JSONString.write(head.type, to: &line)
    if let id = head.id {
      append(",\"id\":", [], to: &line)
      JSONString.write(id, to: &line)
    }
    if let timestamp = head.timestamp { append(",\"timestamp\":", timestamp, to: &line) }
    append(",\"data\":", data.singleLine().bytes, to: &line)
    if let metadata { append(",\"metadata\":", metadata.singleLine().bytes, to: &line) }
    append("}\n", [], to: &line)
  }

  private static func append(
    _ key: StaticString, _ value: some Collection<UInt8>, to line: inout [UInt8]
  ) {
    line.append(
      contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    line.append(contentsOf: value)
  }

  private static func append(_ key: StaticString, _ number: Int, to line: inout [UInt8]) {
    append(key, [], to: &line)
    var text = String(number)
    text.withUTF8 { line.append(contentsOf: $0) }
  }
}
