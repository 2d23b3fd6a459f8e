internal import Rewind

/// An upcaster that a script is: `export default function (event, version) { … }`, which answers one event,
/// several, or none.
struct ScriptUpcaster: Sendable {
  private let session: ScriptSession

  /// The file's name and a digest of its text.
  let identity: String

  init(_ file: CodeFile, category: String, _ settings: ScriptSettings) throws(ScriptError) {
    let script = try ScriptSource(file, category: category)
    identity = "\(script.name) \(script.digest)"
    session = ScriptSession(script, .upcaster, settings)
  }

  private static let batchSize = 1 << 20

  /// What each event becomes; nil where it stays as it is.
  ///
  /// - Throws: ``ScriptError`` where the script is no upcaster, or took too long or too much memory;
  ///   ``ScriptEngineError``; ``ReplacedCodeError`` once it was ended.
  func lift(_ events: [EventRecord]) throws -> [Result<[EventSchema]?, UpcastError>] {
    var results: [Result<[EventSchema]?, UpcastError>] = []
    while results.count < events.count {
      let rest = events[results.count...]
      var request = Array(#"{"lift":true,"events":["#.utf8)
      var count = 0
      for event in rest where request.count < Self.batchSize {
        if count > 0 { request.append(UInt8(ascii: ",")) }
        request += Self.text(of: event)
        count += 1
      }
      request += Array("]}".utf8)
      results += try answers(to: request, about: rest.prefix(count))
    }
    return results
  }

  private func answers(
    to request: [UInt8], about events: ArraySlice<EventRecord>
  ) throws -> [Result<[EventSchema]?, UpcastError>] {
    zip(events, try answer(to: request, about: events).texts).map { event, text in
      if let error = text["error"]?.value.array, error.count == 3 {
        let thrown = session.script.error(
          line: error[0].int ?? 0, column: error[1].int ?? 0, error[2].string ?? "")
        return .failure(UpcastError(event, reason: "\(thrown)"))
      }
      return .success(text["parts"].map(Self.schemas))
    }
  }

  private func answer(
    to request: [UInt8], about events: ArraySlice<EventRecord>
  ) throws -> ScriptAnswer {
    do {
      return try session.askToLift(request, events)
    } catch let error as ScriptError {
      // Unlike the error of one event, it does not say that an upcaster is spoken of.
      throw ScriptError(
        file: "upcasters/\(error.file)", line: error.line, column: error.column, text: error.text,
        code: error.code)
    }
  }

  /// Ends the script, whatever it is at.
  func end() { session.end() }

  private static func schemas(_ parts: JSONText) -> [EventSchema] {
    (parts.value.array ?? []).map {
      EventSchema(type: $0["type"]?.string ?? "", data: $0["data"] ?? .null)
    }
  }

  /// An event as the natural forms of a fold have it, and its schema version.
  private static func text(of event: EventRecord) -> [UInt8] {
    var bytes = Array(#"[{"type":"#.utf8)
    bytes += JSONValue.string(event.type).jsonText.bytes
    bytes += Array(#","data":"#.utf8)
    bytes += event.data.bytes
    bytes += Array(#","metadata":"#.utf8)
    bytes += event.metadata?.bytes ?? Array("null".utf8)[...]
    let place: JSONValue = [
      "stream": .string(event.stream.rawValue), "version": JSONValue(event.shownVersion),
      "position": JSONValue(event.shownPosition),
      "timestamp": event.timestamp.map { .string($0.rfc3339) } ?? .null,
      "id": event.id.map(JSONValue.string) ?? .null,
    ]
    bytes.append(UInt8(ascii: ","))
    bytes += place.jsonText.bytes.dropFirst()
    bytes += Array(",\(event.schemaVersion)]".utf8)
    return bytes
  }
}
