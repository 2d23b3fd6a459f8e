public import Rewind

/// What an event of a stream did, in a few words: what it left of a path of the state, or else what its own data tell.
public enum EventEffect: Hashable, Sendable {
  /// The path was the first, and is the second since: nil where it is not there.
  case changed(ShortValue?, ShortValue?)
  /// The path stayed as it was.
  case kept(ShortValue)
  /// The path is not there, or the event does not tell of it; this is what tells the event from others of its type,
  /// and the key that it has in the data, which is empty where the data are the value.
  case told(ShortValue, key: String)
  /// There is nothing to tell.
  case nothing
}

extension EventEffect {
  /// What it left, or tells, where that is wrong once it is cut: a number, true or false.
  var uncut: String? {
    switch self {
    case .changed(_, let value?), .kept(let value), .told(let value, _):
      value.isWord ? nil : value.text
    case .changed(_, nil), .nothing: nil
    }
  }
}

/// A value in a few words, on one line.
public struct ShortValue: Hashable, Sendable {
  /// Values are cut beyond so many characters.
  private static let limit = 200

  /// A text without quotes, of which the first line; of what has members, how many.
  public let text: String
  /// Whether it is a number, which stands at the right.
  public let isNumber: Bool
  /// Whether it is a text or has members, and may be cut.
  let isWord: Bool

  /// A text as it is.
  init(text: String) { (self.text, isNumber, isWord) = (text, false, true) }

  /// Spells a value.
  public init(_ value: JSONValue) {
    (isNumber, isWord) =
      switch value {
      case .number: (true, false)
      case .bool, .null: (false, false)
      default: (false, true)
      }
    text =
      switch value {
      case .string(let text):
        String(
          text.drop(while: \.isWhitespace).prefix(Self.limit).prefix(while: { !$0.isNewline }))
      case .array(let elements): "[\(elements.count)]"
      case .object(let members): "{\(members.count)}"
      default: String(value.text().prefix(Self.limit))
      }
  }
}
