import Platform
import Rewind
import RewindScripts
import TestSupport
import Testing

/// A folder with a projection's program in it, a source of events, and the read model that the one makes of the other.
struct ProjectingProgram {
  let program: ProgramFolder
  let source: ArraySource
  let models = InMemoryReadModels()
  /// What was said in runs, a line each.
  let notes = Recorder()

  /// - Parameter text: the program; its file is `p.py` or as it is named.
  init(_ text: String, name: String = "p.py", _ events: [EventRecord] = []) throws {
    program = try ProgramFolder(text, name: name)
    source = ArraySource(events)
  }

  /// The loop of the ready projection in Python, behind functions of a test's own.
  static func python(_ functions: String, source: String = "{}") throws -> String {
    let text = try packageText("assets/projections/python/transfers.py")
    let loop = try #require(text.firstRange(of: "# What follows"))
    return """
      #!/usr/bin/env python3
      import json, os, sys, time

      SOURCE = \(source)

      \(functions)


      \(text[loop.lowerBound...])
      """
  }

  func add(_ stream: StreamName, _ type: String, _ data: JSONText = "{}") {
    source.add(type, to: stream, data)
  }

  /// A runner with a program that was not started yet, as another process has it.
  func runner(
    _ limits: ProgramLimits = ProgramLimits(), isAllowed: Bool = true
  ) throws -> ProjectionRunner {
    let projection = try ProgramProjection(program.file, limits: limits) { isAllowed }
    return ProjectionRunner(
      source: source, definition: projection.definition(), store: models
    ) { [notes] in notes.add(.string($0.text)) }
  }

  /// The rows, a line each by their keys: key, state, position.
  var rows: [String] {
    (models.states(of: program.name) ?? [:]).map { key, values in
      guard values.count == 2, case .text(let state) = values[0],
        case .integer(let position) = values[1]
      else { return "\(key) of other columns" }
      return "\(key) \(state) @\(position)"
    }.sorted()
  }

  /// The dead letters, a line each: position and keys.
  var letters: [String] {
    models.deadLetters(of: program.name, .live, after: 0, limit: 1000).map {
      "\($0.position) \($0.keys)"
    }
  }
}

extension ProgramFolder {
  /// The name of the projection that it is.
  var name: String { String(file.name.prefix { $0 != "." }) }
}
