/// Writes events as lines of a store's log.
///
/// One event is one line, its keys in a fixed order; see `LogFormat.md` for the format whole.
enum LogFormat {
  /// What stands before the data; texts that lines share are spelled already, with their quotes.
  struct Head {
    var position: Int
    var stream: [UInt8]
    var version: Int
    var part: BatchPart?
    var type: [UInt8]
    var timestamp: Timestamp?
  }

  /// The keys, the numbers, a time and an id; the rest of a line is as long as what it is made of.
  private static let frame = 352

  /// Writes the line of an event that is to be appended, with its newline.
  static func write(_ event: NewEvent, _ head: Head, to output: inout LineOutput) {
    reserve(head, event.data, event.metadata, in: &output)
    begin(head, &output)
    output.add(",\"id\":\"")
    output.add(atMost: EventID.textLength) {
      event.id.write(to: $0)
      return EventID.textLength
    }
    output.add("\"")
    end(head, event.data, event.metadata, &output)
  }

  /// The line of an event, without a newline.
  fileprivate static func line(of event: EventRecord) -> [UInt8] {
    let head = Head(
      position: event.shownPosition, stream: string(event.stream.rawValue),
      version: event.shownVersion, part: nil, type: string(event.type),
      timestamp: event.timestamp)
    let id = event.id.map(string)
    let (data, metadata) = (event.data, event.metadata)
    var output = LineOutput()
    reserve(head, data, metadata, in: &output, besides: id?.count ?? 0)
    begin(head, &output)
    if let id {
      output.add(",\"id\":")
      output.add(id)
    }
    end(head, data, metadata, &output)
    return Array(output.bytes.dropLast())
  }

  /// A text as JSON spells it, in quotes.
  static func string(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 2)
    JSONString.write(text, to: &bytes)
    return bytes
  }

  private static func reserve(
    _ head: Head, _ data: JSONText, _ metadata: JSONText?, in output: inout LineOutput,
    besides: Int = 0
  ) {
    output.reserve(
      frame + head.stream.count + head.type.count + data.bytes.count
        + (metadata?.bytes.count ?? 0) + besides)
  }

  private static func begin(_ head: Head, _ output: inout LineOutput) {
    output.add("{\"position\":")
    output.add(head.position)
    output.add(",\"stream_id\":")
    output.add(head.stream)
    output.add(",\"version\":")
    output.add(head.version)
    if let part = head.part {
      output.add(",\"batch\":[")
      output.add(Int(part.index))
      output.add(",")
      output.add(Int(part.count))
      output.add("]")
    }
    output.add(",\"type\":")
    output.add(head.type)
  }

  private static func end(
    _ head: Head, _ data: JSONText, _ metadata: JSONText?, _ output: inout LineOutput
  ) {
    if let timestamp = head.timestamp {
      output.add(",\"timestamp\":\"")
      output.add(atMost: Timestamp.longestText) { timestamp.write(to: $0) }
      output.add("\"")
    }
    output.add(",\"data\":")
    output.addSingleLine(data)
    if let metadata {
      output.add(",\"metadata\":")
      output.addSingleLine(metadata)
    }
    output.add("}\n")
  }
}

extension EventRecord {
  /// The event's line as a log of Rewind's own would hold it, without a newline.
  ///
  /// What the event does not have is left out; the numbers are those of the log that it is from.
  public var line: [UInt8] { LogFormat.line(of: self) }
}
