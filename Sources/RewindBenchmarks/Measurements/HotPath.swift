internal import Platform
internal import Rewind
internal import RewindSQLite
internal import SampleDomain

/// Work whose instructions are counted, in a process of its own: what it has to do besides is counted
/// without the work, and taken off.
enum HotPath: String, CaseIterable {
  case indexing, folding, rebuild, append

  /// How many events the log has.
  private static let events = 100_000
  private static let path = "log.jsonl"

  var row: String {
    switch self {
    case .indexing: "instructions, index 100,000 events"
    case .folding: "instructions, fold 20,000 events"
    case .rebuild: "instructions, rebuild from 100,000 events"
    case .append: "instructions, one append"
    }
  }

  var measurement: Measurement {
    var measurement = Measurement(row, .instructions, isOfLog: false) { log in
      let folder = "\(log.folder)/hot"
      try Self.makeLog(in: folder)
      let whole = try Callgrind.instructions(of: rounds, of: self, in: folder)
      let rest = try Callgrind.instructions(of: 0, of: self, in: folder)
      return Double(whole - rest) / Double(rounds)
    }
    measurement.absence = { Callgrind.absence }
    return measurement
  }

  /// How often the work is done while it is counted.
  private var rounds: Int { self == .append ? 100 : 1 }

  private static func makeLog(in folder: String) throws {
    guard !FileSystem.exists("\(folder)/\(path)") else { return }
    try FileSystem.makeFolders(folder)
    try ReferenceFiles.writeLog(ofEvents: events, to: "\(folder)/\(path)")
  }

  /// The counted process's part: does the work so many times.
  func run(_ rounds: Int, in folder: String) async throws {
    let path = "\(folder)/\(Self.path)"
    switch self {
    case .indexing:
      for _ in 0..<rounds { try EventLog.open([path]).refresh() }
    case .folding:
      let opened = try OpenedLog(path)
      let last = opened.index.positions(of: opened.biggestStream).count
      for _ in 0..<rounds {
        var timeline = try opened.timeline()
        _ = try timeline.state(at: last)
      }
    case .rebuild:
      let models = SQLiteReadModels(path: "\(folder)/models.sqlite", locks: "\(folder)/locks")
      let balances = projections.filter { $0.name == Rebuild.projection }
      for _ in 0..<rounds {
        for definition in balances {
          let log = try EventLog.open([path])
          _ = try ProjectionRunner(source: log, definition: definition, store: models)
            .rebuild()
        }
      }
    case .append:
      let target = try AppendTarget.store(in: folder, sync: .never)
      if rounds > 0 { _ = try await target.turn(appends: rounds).seconds() }
    }
  }
}
