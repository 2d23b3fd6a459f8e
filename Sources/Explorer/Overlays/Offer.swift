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
  /// What is offered first: what is known to be there before what may be, and both before what is not.
  enum Rank: CaseIterable {
    /// A moment that can be gone to.
    case moment
    /// Something with the very name that was typed.
    case named
    /// Something with a name that starts with what was typed.
    case startsSo
    /// Something with a name in which a later word starts so.
    case hasWord
    /// Something with a name that contains what was typed.
    case contains
    /// A moment that has no meaning on this screen.
    case placeless
    /// An id that events may have.
    case id
    /// A moment that the log does not have.
    case missing
    /// A text that events may mention.
    case mention
  }
  let target: Target
  let text: String
  /// What kind of thing it is, the keys that do the same, or why there is no such moment.
  let note: String
  let rank: Rank
}
