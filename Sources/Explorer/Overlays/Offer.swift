import Rewind
import TextUI

/// Something the palette can do.
struct Offer: Sendable {
  enum Target: Sendable {
    case command(Command)
    case moment(Moment)
    /// A relative moment, on a screen without a current moment.
    case placeless
    case stream(StreamID)
    /// A log by its number among those that are open.
    case log(Int)
    case type(TypeID)
    case projection(String)
    case eventID(String)
    /// All events that carry an id, which may be that of a correlation or a cause.
    case carrying(String)
    /// All events that mention a text.
    case mentions(TextPattern)
  }
  let target: Target
  let text: String
  /// What kind of thing it is, or the keys that do the same.
  let note: String
}
