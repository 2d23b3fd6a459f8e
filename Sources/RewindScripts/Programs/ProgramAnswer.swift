internal import Rewind

/// One line that a program prints.
enum ProgramAnswer {
  /// It is ready, and says this of itself.
  case hello(JSONText)
  /// All that stood before the flush of a number is folded and answered.
  case flush(Int)
  /// A state, for the `get` of a number; nil where it is as it was at the last answer.
  case state(Int, JSONText?)
  /// The keys of the rows that the event of a number goes to, as they are written.
  case keys(Int, JSONText)
  /// Why the event of a number cannot be folded, or its keys not be told.
  case error(Int, String)
  /// Several of these at once, which contradict each other: what they are.
  case several(String)

  /// Reads a line; nil where it is none of these.
  ///
  /// - Throws: where it is no JSON.
  init?(_ line: ArraySlice<UInt8>) throws(JSONError) {
    let text = try JSONText(validating: line)
    if let number = text["n"]?.int {
      let (state, keys, error) = (text["state"], text["key"], text["error"])
      switch (state, keys, error) {
      case (let state?, nil, nil): self = .state(number, Self.copy(of: state))
      case (nil, let keys?, nil): self = .keys(number, Self.copy(of: keys))
      case (nil, nil, let error?): self = .error(number, error.string ?? error.description)
      case (nil, nil, nil): self = .state(number, nil)
      default:
        let names = [
          state.map { _ in "a state" }, keys.map { _ in "keys" }, error.map { _ in "an error" },
        ]
        self = .several(names.compactMap(\.self).joined(separator: " and "))
      }
    } else if let number = text["flush"]?.int {
      self = .flush(number)
    } else if let hello = text["hello"] {
      self = .hello(Self.copy(of: hello))
    } else {
      return nil
    }
  }

  /// A copy: a slice would keep all that was read with it.
  private static func copy(of text: JSONText) -> JSONText {
    JSONText(unchecked: Array(text.bytes)[...])
  }
}
