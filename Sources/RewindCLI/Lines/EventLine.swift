import ExplorerRuntime
import Rewind

/// A line of `append --from`: `{stream_id,type,data,metadata?,id?}`; the other keys of Rewind's own lines
/// may be there, and are given anew.
enum EventLine {
  private static let keys: Set = [
    "position", "stream_id", "version", "batch", "type", "id", "timestamp", "data", "metadata",
  ]

  static func parse(_ bytes: [UInt8]) throws(EventLineError) -> (StreamName, NewEvent) {
    let line: JSONText
    do {
      line = try JSONText(validating: bytes)
    } catch {
      throw EventLineError(reason: "no JSON: \(error)")
    }
    if case .object(let members) = line.value,
      let key = members.keys.first(where: { !keys.contains($0) })
    {
      throw EventLineError(
        reason:
          "the key \(JSONValue.string(key).text()) is not known; what is no part of the envelope "
          + "goes into data or metadata")
    }
    let stream = try name(line["stream_id"], "stream_id, which names the stream")
    let type = try name(line["type"], "type, which says what happened")
    var event = NewEvent(type: type, data: line["data"] ?? "{}")
    if let metadata = line["metadata"], !metadata.isNull { event.metadata = metadata }
    if let id = line["id"], !id.isNull {
      guard let text = id.string, let id = EventID(text) else {
        throw EventLineError(reason: "the id is no UUID; leave it out, and the event gets one")
      }
      event.id = id
    }
    return (StreamName(stream), event)
  }

  private static func name(
    _ text: JSONText?, _ place: String
  ) throws(EventLineError) -> String {
    guard let text, let name = text.string else {
      throw EventLineError(reason: "no text at \(place)")
    }
    // Half a pair of surrogates is no character: names that differ in it alone would be one.
    if name.unicodeScalars.contains("\u{FFFD}"), text.description.lowercased().contains("\\ud") {
      throw EventLineError(reason: "half a surrogate pair at \(place)")
    }
    return name
  }
}

/// Why a line is no event to append.
struct EventLineError: Error {
  let reason: String
}
