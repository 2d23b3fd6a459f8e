import Rewind
import Synchronization

/// The time that an import stamps the next append with: the event's own.
final class ImportClock: Sendable {
  private let current = Mutex(Timestamp.now())

  var time: Timestamp {
    get { current.withLock(\.self) }
    set { current.withLock { $0 = newValue } }
  }
}

/// Copies a log's events into a store, one after the other.
///
/// Version v of a stream becomes version v there. Where the store has that version already, with the
/// id that this import gives it, it was brought by an earlier run.
struct LogCopy {
  /// The namespace of the ids that imports make (UUID version 5), a UUID of our own.
  private static let namespace = EventID(
    high: 0x8a6d_5c1e_0b7f_4e63, low: 0x9d21_f3c4_6a58_b70e)

  let log: EventLog
  let store: EventStore
  let clock: ImportClock
  private(set) var imported = 0
  private(set) var present = 0
  var damaged = 0
  private var lastTime: Timestamp

  init(log: EventLog, store: EventStore, clock: ImportClock) {
    self.log = log
    self.store = store
    self.clock = clock
    let index = store.log.index
    let last = index.eventCount > 0 ? index[index.eventCount].timestamp : nil
    lastTime = last ?? Timestamp(microseconds: .min)
  }

  mutating func take(_ record: EventRecord) throws {
    let id = id(of: record)
    if try isPresent(record, as: id) {
      present += 1
      return
    }
    let time = max(record.timestamp ?? .now(), lastTime)
    let event = NewEvent(
      type: record.type, data: record.data, metadata: metadata(of: record, id: id, stampedAt: time),
      id: id)
    clock.time = time
    let (store, stream, version) = (store, record.stream, record.version)
    _ = try waitFor {
      try await store.append([event], to: stream, expected: .exactly(version - 1))
    }
    lastTime = time
    imported += 1
  }

  private func id(of record: EventRecord) -> EventID {
    if let id = record.id.flatMap({ EventID($0) }) { return id }
    return .ofName("\(log.name)\n\(record.stream)\n\(record.version)", in: Self.namespace)
  }

  private func isPresent(_ record: EventRecord, as id: EventID) throws -> Bool {
    let index = store.log.index
    guard let stream = index.streamID(named: record.stream.rawValue),
      index.stream(stream).eventCount >= record.version
    else { return false }
    let position = index.positions(of: stream)[record.version - 1]
    guard try store.log.event(at: position).record?.id == id.description else {
      throw Failure(
        "stream \(record.stream) of the store has another event at version \(record.version);"
          + " import into a store of its own", status: 1)
    }
    return true
  }

  /// The event's metadata, with what the import changed under `imported`.
  private func metadata(
    of record: EventRecord, id: EventID, stampedAt time: Timestamp
  ) -> JSONText? {
    var changes = JSONObject()
    if let original = record.id, original.lowercased() != id.description {
      changes["id"] = .string(original)
    }
    if let version = record.loggedVersion { changes["version"] = JSONValue(version) }
    if let position = record.loggedPosition { changes["position"] = JSONValue(position) }
    if let original = record.timestamp {
      if original != time { changes["timestamp"] = .string(original.rfc3339) }
    } else {
      changes["timestamp"] = .null
    }
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
