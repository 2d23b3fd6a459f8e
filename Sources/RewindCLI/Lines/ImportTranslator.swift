import Rewind

/// Makes the events that an import copies of those of a foreign log.
struct ImportTranslator {
  /// The namespace of the ids that imports make (UUID version 5), a UUID of our own.
  private static let namespace = EventID(
    high: 0x8a6d_5c1e_0b7f_4e63, low: 0x9d21_f3c4_6a58_b70e)

  /// The event as the store is to have it, with what this changes under `metadata.imported`.
  func event(of record: EventRecord) -> CopiedEvent {
    let logged = record.id.flatMap { EventID($0) }
    let id = logged ?? made(for: record)
    return CopiedEvent(
      stream: record.stream, version: record.version, timestamp: record.timestamp,
      event: NewEvent(
        type: record.type, data: record.data, metadata: metadata(of: record, id: id), id: id),
      hasMadeID: logged == nil)
  }

  private func made(for record: EventRecord) -> EventID {
    EventID(name: "\(record.stream)\n\(record.version)", namespace: Self.namespace)
  }

  private func metadata(of record: EventRecord, id: EventID) -> JSONText? {
    var changes = JSONObject()
    if let original = record.id, original.lowercased() != id.description {
      changes["id"] = .string(original)
    }
    if let version = record.loggedVersion { changes["version"] = JSONValue(version) }
    if let position = record.loggedPosition { changes["position"] = JSONValue(position) }
    if record.timestamp == nil { changes["timestamp"] = .null }
    let isObject = record.metadata?.bytes.first == UInt8(ascii: "{")
    if let metadata = record.metadata, !isObject, !metadata.isNull {
      changes["metadata"] = metadata.value
    }
    if changes.isEmpty { return isObject ? record.metadata : nil }
    var metadata = isObject ? record.metadata?.value.object ?? JSONObject() : JSONObject()
    metadata["imported"] = .object(changes)
    return JSONValue.object(metadata).jsonText
  }
}
