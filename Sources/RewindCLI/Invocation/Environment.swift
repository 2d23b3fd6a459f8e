import ExplorerRuntime
internal import Glibc

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
    for name in names {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    let directory = getcwd(nil, 0)
    defer { free(directory) }
    return Environment(
      variables: variables,
      currentDirectory: directory.map { String(cString: $0) } ?? ".",
      inputIsTerminal: isatty(0) == 1, outputIsTerminal: isatty(1) == 1)
  }

  /// A variable's value, where it has one that is not empty.
  subscript(name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The user's folder for what can be made again.
  var cacheDirectory: String? { UserCache.folder { self[$0] } }
}
