import Rewind

/// One row of a JSON value shown as a tree.
struct TreeRow: Hashable, Sendable {
  /// How it differs from the value it is compared with.
  enum Mark: Hashable, Sendable { case added, removed, changed }

  /// What stands behind the key.
  enum Content: Hashable, Sendable {
    /// A value, spelled as JSON on one line.
    case value(String)
    /// An id without quotes, cut after its first dash where there is no room, and what follows it.
    case id(String, tail: String = "")
    /// A value that changed.
    case change(from: String, to: String)
    /// An object or array with so many members, `{3}` or `[3]`.
    case parent(members: String, isFolded: Bool)
    /// A title over the rows below.
    case header(members: String, isFolded: Bool)
    /// Nothing but a text, such as an error.
    case text(String, isError: Bool)
  }

  /// Where the value stands in the whole; the root where the row is only a text.
  var path: JSONPath
  var key: String
  /// How deep it is indented, in steps of two columns; -1 for a header.
  var depth: Int
  /// How many columns the key takes, so that its siblings' values stand below each other.
  var keyColumns: Int
  var mark: Mark?
  var content: Content

  /// Whether it can be folded; nil where there is nothing to fold.
  var isFolded: Bool? {
    switch content {
    case .parent(_, let isFolded), .header(_, let isFolded): isFolded
    default: nil
    }
  }
}

/// Which parents of a tree are folded.
struct Folding: Hashable, Sendable {
  /// How a parent that was never touched is shown.
  enum Untouched: Hashable, Sendable {
    /// Unfolded, unless it has very many members.
    case whereShort
    case folded, unfolded
  }
  /// Parents with more members than this are folded at first.
  private static let short = 100

  var untouched = Untouched.whereShort
  private var touched: [JSONPath: Bool] = [:]

  func isFolded(_ path: JSONPath, members: Int) -> Bool {
    if let touched = touched[path] { return touched }
    return switch untouched {
    case .whereShort: members > Self.short
    case .folded: true
    case .unfolded: false
    }
  }

  mutating func set(_ path: JSONPath, folded: Bool) { touched[path] = folded }

  mutating func setAll(folded: Bool) {
    touched = [:]
    untouched = folded ? .folded : .unfolded
  }
}
