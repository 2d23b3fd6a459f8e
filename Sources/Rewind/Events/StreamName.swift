/// The name of a stream: the ordered events of one aggregate, such as `account-123`.
///
/// Two names are one where their bytes in UTF-8 are the same: other than in strings, an `é` is not an
/// `e` with an accent that combines with it.
public struct StreamName: Sendable {
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
    String(rawValue.unicodeScalars.prefix { $0 != "-" })
  }
}

extension StreamName: Hashable {
  /// Whether both have the same bytes.
  public static func == (a: StreamName, b: StreamName) -> Bool {
    a.rawValue.hasBytes(of: b.rawValue)
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    var name = rawValue
    name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension StreamName: Comparable {
  /// Orders names by their bytes, as `sort` does in the C locale.
  public static func < (a: StreamName, b: StreamName) -> Bool {
    a.rawValue.utf8.lexicographicallyPrecedes(b.rawValue.utf8)
  }
}

extension StreamName: ExpressibleByStringInterpolation, CustomStringConvertible {
  /// Names a stream in code.
  public init(stringLiteral value: String) {
    self.init(value)
  }

  /// The name.
  public var description: String { rawValue }
}
