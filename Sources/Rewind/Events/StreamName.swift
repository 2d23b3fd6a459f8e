/// The name of a stream: the ordered events of one aggregate, such as `account-123`.
public struct StreamName: Hashable, Sendable {
  /// The name as it stands in the log.
  public let rawValue: String

  /// Names a stream; any text is a name, the empty one too.
  public init(_ rawValue: String) {
    self.rawValue = rawValue
  }

  /// The part before the first `-`, or the whole name where there is none.
  ///
  /// A mapping can say otherwise; ask the index for the category a log gives a stream.
  public var category: String {
    String(rawValue.prefix { $0 != "-" })
  }
}

extension StreamName: Comparable {
  /// Orders names by their scalars, as `sort` does in the C locale.
  public static func < (a: StreamName, b: StreamName) -> Bool {
    a.rawValue < b.rawValue
  }
}

extension StreamName: ExpressibleByStringLiteral, CustomStringConvertible {
  /// Names a stream in code.
  public init(stringLiteral value: String) {
    self.init(value)
  }

  /// The name.
  public var description: String { rawValue }
}
