public import Rewind

/// What a program folded a stream's events to: the JSON that it answered.
public struct ProgramState: Sendable, Hashable {
  /// The text; nil before the first event, where a program begins as it likes.
  let text: JSONText?

  /// Before the first event.
  static let initial = ProgramState(text: nil)

  /// The state as it is shown; nil before the first event, and where it is `null`.
  public var value: JSONValue? {
    guard let text, !text.isNull else { return nil }
    return text.value
  }
}
