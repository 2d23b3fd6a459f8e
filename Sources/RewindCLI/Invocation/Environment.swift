import ExplorerRuntime
import Platform

/// What the process was started in; a value, so that everything above it can be tested.
struct Environment: Sendable {
  var variables: [String: String]
  var currentDirectory: String
  var inputIsTerminal: Bool
  var outputIsTerminal: Bool

  /// What the command line looks at.
  private static let names = ["REWIND_LOG", "NO_COLOR", "XDG_CACHE_HOME", "HOME"]

  /// The environment of this process.
  static func current() -> Environment {
    var variables: [String: String] = [:]
    for name in names { variables[name] = ThisProcess.variable(name) }
    return Environment(
      variables: variables, currentDirectory: ThisProcess.folder ?? ".",
      inputIsTerminal: SystemFile.standardInput.isTerminal,
      outputIsTerminal: SystemFile.standardOutput.isTerminal)
  }

  /// A variable's value, where it has one that is not empty.
  subscript(name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The user's folder for what can be made again.
  var cacheDirectory: String? { UserCache.folder { self[$0] } }
}
