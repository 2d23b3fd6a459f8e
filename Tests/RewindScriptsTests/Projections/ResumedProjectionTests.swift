import Rewind
import RewindScripts
import TestSupport
import Testing

@Suite("A projection by a script that goes on from rows of before")
struct ResumedProjectionTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  @Test(
    "equals the whole, where all rows are forgotten behind every event",
    arguments: 0..<ProjectionForms.scripts.count,
    [1, 2] as [UInt64])
  func forgotten(number: Int, seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let events = try ProjectionForms.history(of: 60, &random)
    let whole = try folded(number, events)
    #expect(whole.rows.count > 0)
    // The rows of before are those of the run itself, which grow while it runs.
    let kept = KeptRows()
    var start = ProjectionStart()
    start.stored = { keys in keys.map { kept.states[StreamName($0)] } }
    var run = try ProjectionRun(folder.projection(ProjectionForms.scripts[number]), start)
    for event in events {
      _ = try run.fold([event])
      kept.states = run.states
      try run.forget()
    }
    expectSame(run, whole)
  }

  @Test(
    "equals the whole, wherever another process goes on",
    arguments: 0..<ProjectionForms.scripts.count)
  func parted(number: Int) throws {
    var random = SeededRandom(seed: 3)
    let events = try ProjectionForms.history(of: 60, &random)
    let whole = try folded(number, events)
    for _ in 0..<6 {
      let end = Int.random(in: 0...events.count, using: &random)
      let first = try folded(number, Array(events[..<end]))
      var rest = try ProjectionRun(
        folder.projection(ProjectionForms.scripts[number]), behind: first)
      _ = try rest.fold(Array(events[end...]))
      expectSame(rest, whole)
    }
  }

  @Test(
    "equals the whole in blocks of any size, of which some ask late for more",
    arguments: 0..<ProjectionForms.scripts.count)
  func blocks(number: Int) throws {
    var random = SeededRandom(seed: 5)
    // More than one frame is on its way when the first event comes of which more is asked for.
    var events = try ProjectionForms.history(of: 9000, of: ["Added", "Taken"], &random)
    events += try ProjectionForms.history(of: 300, from: 9001, &random)
    let single = try {
      var run = try ProjectionRun(folder.projection(ProjectionForms.scripts[number]))
      for start in stride(from: 0, to: events.count, by: 700) {
        _ = try run.fold(Array(events[start..<min(start + 700, events.count)]))
      }
      return run
    }()
    expectSame(try folded(number, events), single)
  }

  @Test(
    "large data, of which only what handlers read crosses, come to the same",
    arguments: 0..<ProjectionForms.scripts.count)
  func largeData(number: Int) throws {
    let script = ProjectionForms.scripts[number].replacing("e.bodyRaw", with: "e.body")
    func run(padding: Int) throws -> ProjectionRun {
      var random = SeededRandom(seed: 9)
      var run = try ProjectionRun(folder.projection(script))
      _ = try run.fold(ProjectionForms.history(of: 300, padding: padding, &random))
      return run
    }
    expectSame(try run(padding: 2000), try run(padding: 0))
  }

  private func folded(_ number: Int, _ events: [EventRecord]) throws -> ProjectionRun {
    var run = try ProjectionRun(folder.projection(ProjectionForms.scripts[number]))
    _ = try run.fold(events)
    return run
  }

  private func expectSame(
    _ found: ProjectionRun, _ wanted: ProjectionRun, at location: SourceLocation = #_sourceLocation
  ) {
    #expect(found.rows == wanted.rows, sourceLocation: location)
    #expect(found.shared == wanted.shared, sourceLocation: location)
    #expect(found.outputs == wanted.outputs, sourceLocation: location)
    #expect(found.faults == wanted.faults, sourceLocation: location)
  }
}

/// Rows that a closure looks at while they change.
final class KeptRows {
  var states: [StreamName: JSONText] = [:]
}
