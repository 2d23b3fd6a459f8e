public import Rewind

/// Which events a list of events shows.
public enum EventFilter: Hashable, Sendable {
  /// Those whose stream's name, type, data or metadata matches a text; damaged lines by their bytes.
  case text(TextPattern)
  /// Those of a type.
  case type(TypeID)
  /// Those that carry an id, in letters of any case: as their own, or as that of a correlation or a cause.
  case carrying(String)
}
