import ExplorerRuntime
import Rewind

/// A log as a call names it.
enum NamedLog: Hashable, Sendable {
  /// A store, or the files, folders and patterns that make one log.
  case paths([String])
  /// What comes through standard input.
  case standardInput
  /// What a command prints, which a shell runs.
  case command(String)

  /// The log of some words, of which `-` alone is standard input.
  init(_ words: [String]) throws(Failure) {
    guard words.contains("-") else {
      self = .paths(words)
      return
    }
    guard words.count == 1 else {
      throw Failure("standard input is a log of its own; leave out the others")
    }
    self = .standardInput
  }

  /// Its paths; none of what comes through standard input or is printed by a command.
  var paths: [String] { if case .paths(let paths) = self { paths } else { [] } }

  /// The folder of a store; nil where it is another program's log.
  var store: String? {
    guard paths.count == 1, FileEventStore.exists(at: paths[0]) else { return nil }
    return paths[0]
  }

  /// Whether it cannot be read a second time.
  var isReadOnce: Bool {
    switch self {
    case .paths(let paths): LogReadModels.isReadOnce(paths)
    case .standardInput, .command: true
    }
  }

  /// What it is called until it is open.
  var title: String {
    switch self {
    case .paths(let paths): LogNames.name(of: paths[0])
    case .standardInput: "standard input"
    case .command(let text): text
    }
  }

  /// What messages call it: the path or command as it was given.
  var text: String {
    if case .paths(let paths) = self { paths.joined(separator: " ") } else { title }
  }

  /// How a command names it, a word each: `-l bank`.
  var words: [String] {
    switch self {
    case .paths(let paths): paths.flatMap { ["-l", $0] }
    case .standardInput: ["-l", "-"]
    case .command(let text): ["--from", text]
    }
  }

  /// How the explorer is called on it: `bank`.
  var openingWords: [String] {
    switch self {
    case .paths(let paths) where paths.count == 1: paths
    case .standardInput: ["-"]
    case .paths, .command: words
    }
  }
}
