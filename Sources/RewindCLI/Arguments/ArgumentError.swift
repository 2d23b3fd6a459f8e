/// A call that cannot be understood: one line that says what, where, and what to do.
struct ArgumentError: Error, Hashable, CustomStringConvertible {
  /// The command whose words were being read; nil before one is known.
  var command: CommandName?
  var message: String

  var description: String {
    let help =
      switch command {
      case nil, .open: "rewind --help"
      case .some(let name): "rewind \(name.rawValue) --help"
      }
    return "\(message) (see \(help))"
  }
}
