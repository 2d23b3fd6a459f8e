/// One difference between two states.
public struct StateChange: Hashable, Sendable {
  /// The kinds of changes of a value.
  public enum Kind: Hashable, Sendable {
    /// It was not there before.
    case added(JSONValue)
    /// It is not there any more.
    case removed(JSONValue)
    /// It has another value.
    case changed(old: JSONValue, new: JSONValue)
  }

  /// Where the value is, or was.
  public let path: JSONPath
  /// What happened to the value.
  public let kind: Kind

  /// Makes a change.
  public init(path: JSONPath, kind: Kind) {
    self.path = path
    self.kind = kind
  }
}
