internal import Rewind

/// One line that a program prints.
enum ProgramAnswer {
  /// It is ready.
  case hello
  /// All that stood before the flush of a number is folded and answered.
  case flush(Int)
  /// A state, for the `get` of a number; nil where it is as it was at the last answer.
  case state(Int, JSONText?)
  /// Why the event of a number cannot be folded.
  case error(Int, String)
  /// A state and an error at once, which contradict each other.
  case both

  /// Reads a line; nil where it is none of these.
  ///
  /// - Throws: where it is no JSON.
  init?(_ line: ArraySlice<UInt8>) throws(JSONError) {
    let text = try JSONText(validating: line)
    if let number = text["n"]?.int {
      if text["state"] != nil, text["error"] != nil {
        self = .both
      } else if let state = text["state"] {
        // A copy: a slice would keep all that was read with it.
        self = .state(number, JSONText(unchecked: Array(state.bytes)[...]))
      } else if let error = text["error"] {
        self = .error(number, error.string ?? error.description)
      } else {
        self = .state(number, nil)
      }
    } else if let number = text["flush"]?.int {
      self = .flush(number)
    } else if text["hello"] != nil {
      self = .hello
    } else {
      return nil
    }
  }
}
