internal import Platform
internal import Rewind
internal import RewindScripts
internal import SampleDomain

/// Folds by the ready program in Python, beside the same in Swift.
///
/// Of the biggest stream through a timeline, and of all streams at once as they lie in the log. The program
/// has started before; the log is read meanwhile.
enum ProgramFolds {
  private static let page = 2_048

  static let measurement = Measurement([
    Measurement.Row(name: "events/s by Swift, the big stream", unit: .perSecond),
    Measurement.Row(
      name: "events/s by program, the big stream", unit: .perSecond),
    Measurement.Row(
      name: "events/s by program, 50,000 streams interleaved", unit: .perSecond),
  ]) { log in
    let opened = try OpenedLog(log.path)
    let bigStream = opened.index.positions(of: opened.biggestStream).count
    return [
      try eventsPerSecond(bigStream, opened.timeline()),
      try eventsPerSecond(bigStream, timeline(of: opened)),
      Double(opened.index.eventCount) / (try interleaved(opened)),
    ]
  }

  private static func program() throws -> String {
    let path = "assets/folds/python/account.py"
    guard FileSystem.isExecutable(path) else {
      throw BenchError("\(path) is not there; run this in the package's folder")
    }
    return path
  }

  /// A timeline of the biggest stream by the program, which has started.
  private static func timeline(of opened: OpenedLog) throws -> Timeline {
    let fold = try ProgramFold(CodeFile(path: try program(), kind: .program)) { true }
    var started = Timeline(of: opened.biggestStream, in: opened.log.snapshot(), fold: fold)
    _ = try started.state(at: 1)
    return Timeline(of: opened.biggestStream, in: opened.log.snapshot(), fold: fold)
  }

  private static func eventsPerSecond(_ count: Int, _ timeline: Timeline) throws -> Double {
    var timeline = timeline
    return Double(count) / (try seconds { () throws in _ = try timeline.state(at: count) })
  }

  /// Folds every event of the log, and asks for every stream's state at its end.
  private static func interleaved(_ opened: OpenedLog) throws -> Double {
    let process = try ProgramProcess(try program())
    try process.greet()
    let count = opened.index.eventCount
    return try seconds { () throws in
      var streams: Set<StreamName> = []
      for first in stride(from: 1, through: count, by: page) {
        for stored in try opened.log.events(at: Array(first...min(first + page - 1, count))) {
          guard let event = stored.record else { continue }
          if streams.insert(event.stream).inserted { try process.begin(event.stream, at: nil) }
          _ = try process.fold(event)
        }
      }
      for stream in streams { _ = try process.get(stream) }
      guard try process.flush().states.count == streams.count else {
        throw BenchError("the program did not answer every state")
      }
    }
  }
}
