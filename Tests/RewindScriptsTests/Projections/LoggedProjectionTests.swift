import Platform
import Rewind
import RewindScripts
import TestSupport
import Testing

@Suite("A projection by a script that is rebuilt from a log")
struct LoggedProjectionTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  @Test(
    "equals the fold of its events, also where lines are in another order or damaged",
    arguments: 0..<ProjectionForms.scripts.count)
  func rebuilt(number: Int) throws {
    var random = SeededRandom(seed: 11)
    // More than are handed over at once, before the first of which all is asked for.
    var events = try ProjectionForms.history(of: 5000, of: ["Added", "Taken"], &random)
    events += try ProjectionForms.history(of: 400, from: 5001, &random)
    var lines = events.enumerated().map { index, event in
      Self.line(event, inAnotherOrder: index > 5200 && index % 50 == 0)
    }
    lines[5300] = "{"
    let path = "\(folder.path)/log.jsonl"
    try SystemFile.replace(path, holding: Array(lines.joined(separator: "\n").utf8) + [0x0A])
    let log = try EventLog.open([path])
    let projection = try folder.projection(ProjectionForms.scripts[number])
    let models = InMemoryReadModels()
    let definition = try projection.definition()
    let runner = ProjectionRunner(source: log, definition: definition, store: models)
    #expect(try runner.rebuild(onError: .park) == .swapped(position: events.count))

    var start = ProjectionStart()
    start.onFault = .park
    var run = try ProjectionRun(projection, start)
    try log.refresh()
    _ = try run.fold(log.events(at: Array(1...events.count)).compactMap(\.record))
    #expect(rows(in: models, of: definition) == run.rows)
    #expect(
      models.deadLetterCount(of: definition.name, .live)
        == run.faults.count + run.waits.count + 1)
    #expect(!run.rows.isEmpty)
  }

  /// The rows as ``ProjectionRun`` keeps them.
  private func rows(
    in models: InMemoryReadModels, of definition: ProjectionDefinition
  ) -> [StreamName: String] {
    var rows: [StreamName: String] = [:]
    for (key, values) in models.states(of: definition.name) ?? [:] {
      guard case .integer(let position) = values.last,
        case .text(let state) = values.dropLast().last
      else { continue }
      var text = "\(position) \(state)"
      if values.count == 3, case .text(let result) = values[0] { text += " -> \(result)" }
      rows[StreamName(key)] = text
    }
    return rows
  }

  private static func line(_ event: EventRecord, inAnotherOrder isOther: Bool) -> String {
    let place =
      #""position":\#(event.position),"stream_id":"\#(event.stream)","version":\#(event.version)"#
    let rest =
      #""id":"\#(event.id ?? "")","timestamp":"\#(event.timestamp?.rfc3339 ?? "")","data":\#(event.data),"metadata":\#(event.metadata ?? "{}")"#
    let type = #""type":"\#(event.type)""#
    return isOther ? "{\(type),\(place),\(rest)}" : "{\(place),\(type),\(rest)}"
  }
}
