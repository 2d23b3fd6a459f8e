import Rewind
import TextUI

/// An event as it was read: how it is stored, and what upcasters make of it.
struct ReadEvent: Sendable {
  let stored: StoredEvent
  /// What it is folded as today; nil where that is as it is stored.
  let upcast: Result<Upcast, UpcastError>?

  /// What its line says beyond what is read of it.
  let logged: LoggedRoles

  /// Whether it was read ahead of the rest of the log, so that its position is a number among the last events.
  let isOfTail: Bool

  /// Its place among all events.
  var place: Int { isOfTail ? ReadAhead.gap + stored.position : stored.position }

  /// The position to show; nil where it is not known yet.
  var shownPosition: Int? {
    isOfTail ? stored.record?.loggedPosition : stored.record?.shownPosition
  }

  /// The version to show; nil where it is not known yet.
  var shownVersion: Int? {
    isOfTail ? stored.record?.loggedVersion : stored.record?.shownVersion
  }

  /// Its line, as Rewind writes it; without the numbers that are not known yet.
  func line(of record: EventRecord) -> String {
    var line = String(decoding: record.line, as: UTF8.self)
    guard isOfTail else { return line }
    let position = "\"position\":\(record.position),"
    if shownPosition == nil, let range = line.firstRange(of: position) {
      line.removeSubrange(range)
    }
    let version = "\"version\":\(record.version),"
    if shownVersion == nil, let range = line.firstRange(of: version) {
      line.removeSubrange(range)
    }
    return line
  }

  /// Whether it looks otherwise as it is stored: it is lifted, or its time is spelled in another way.
  var hasStoredForm: Bool { isLifted || logged.time != nil }

  /// Whether it has another form than the stored one.
  var isLifted: Bool { if case .success? = upcast { true } else { false } }

  /// Why it cannot be lifted; nil where it can, or need not be.
  var upcastError: UpcastError? {
    if case .failure(let error)? = upcast { error } else { nil }
  }

  /// The events to show the data of: the stored one, or what it is lifted to; none for a damaged line, nor
  /// where an upcaster drops the event.
  func shown(asStored: Bool) -> [EventRecord] {
    if !asStored, case .success(let upcast)? = upcast { return upcast.parts }
    return stored.record.map { [$0] } ?? []
  }

  /// The data to be seen; of an event that is split all parts', as an array.
  func data(asStored: Bool) -> JSONValue? {
    let shown = shown(asStored: asStored).map(\.data.value)
    return shown.count > 1 ? .array(shown) : shown.first
  }
}
