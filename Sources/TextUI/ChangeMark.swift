/// How a value differs from the one it is compared with.
public enum ChangeMark: Hashable, Sendable {
  /// It was not there.
  case added
  /// It is not there any more.
  case removed
  /// It, or a value within it, differs.
  case changed

  /// The sign before it.
  public var glyph: String {
    switch self {
    case .added: "+"
    case .removed: "-"
    case .changed: "~"
    }
  }
}
