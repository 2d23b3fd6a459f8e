import Rewind
import TextUI

/// An event as it was read: how it is stored, and what upcasters make of it.
struct ReadEvent: Sendable {
  let stored: StoredEvent
  /// What it is folded as today; nil where that is as it is stored.
  let upcast: Result<Upcast, UpcastError>?

  /// What its line says beyond what is read of it.
  let logged: LoggedRoles

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
