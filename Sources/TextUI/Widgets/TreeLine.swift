/// One line of values shown as a tree.
public struct TreeLine: Hashable, Sendable {
  /// What stands behind the key.
  public enum Content: Hashable, Sendable {
    /// A value, spelled on one line.
    case value(String)
    /// An id without quotes, its end alone where there is no room, and what follows it.
    case id(String, tail: String = "")
    /// A value that changed.
    case change(from: String, to: String)
    /// A value with members, such as `{3}` or `[3]`.
    case parent(members: String, isFolded: Bool)
    /// A title over the lines below.
    case header(members: String, isFolded: Bool)
    /// Nothing but a text, such as an error.
    case text(String, isError: Bool)
  }

  /// What the value is called.
  public var key: String
  /// How deep it is indented, in steps of two columns; -1 for a header.
  public var depth: Int
  /// How many columns the key takes, so that its siblings' values stand below each other.
  public var keyColumns: Int
  /// How the value differs from the one it is compared with; nil where it does not.
  public var mark: ChangeMark?
  /// What stands behind the key.
  public var content: Content
  /// Whether the value leads somewhere.
  public var isLink = false

  /// Makes a line.
  public init(
    key: String, depth: Int, keyColumns: Int, mark: ChangeMark? = nil, content: Content
  ) {
    self.key = key
    self.depth = depth
    self.keyColumns = keyColumns
    self.mark = mark
    self.content = content
  }

  /// A line that is only a text, at the depth of a header.
  public static func text(_ text: String, isError: Bool = false) -> TreeLine {
    TreeLine(key: "", depth: -1, keyColumns: 0, content: .text(text, isError: isError))
  }

  /// Whether its members are hidden; nil where it has none.
  public var isFolded: Bool? {
    switch content {
    case .parent(_, let isFolded), .header(_, let isFolded): isFolded
    case .value, .id, .change, .text: nil
    }
  }
}

extension TreeLine.Content {
  var isHeader: Bool { if case .header = self { true } else { false } }
  var isID: Bool { if case .id = self { true } else { false } }
}
