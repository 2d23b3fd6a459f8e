import Foundation
import Glibc
import Rewind
import TestSupport
import Testing

@Suite("Whoever is killed while it appends")
struct KilledAppendTests {
  /// How a process appends until it is killed.
  private enum Way: CaseIterable {
    /// Each event alone.
    case singly
    /// Three events at once.
    case inBatches
    /// Three events at once, to segments that hold no two such appends.
    case rolling
    /// Some thousands at once, which a kill finds in the middle of the write.
    case atLength

    var store: String { self == .rolling ? "tiny" : "store" }
    var category: String { "\(self)" }

    var size: Int {
      switch self {
      case .singly: 1
      case .inBatches, .rolling: 3
      case .atLength: 3_000
      }
    }
  }

  /// What was found of the processes that were killed.
  private struct Tally {
    var acknowledged = 0
    var found = 0
    var tornTails = 0
    var segments = 0
  }

  /// So many are killed on the same stores, which every process reads from their beginning.
  private static let killsPerStore = 50

  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
  }

  /// REWIND_KILLS is how many are killed: 50, unless it says otherwise.
  @Test("has lost nothing that was acknowledged, and left nothing in part")
  func killed() throws {
    let kills = ProcessInfo.processInfo.environment["REWIND_KILLS"].flatMap { Int($0) } ?? 50
    var tally = Tally()
    for first in stride(from: 0, to: kills, by: Self.killsPerStore) {
      try makeStores()
      try kill(first..<min(first + Self.killsPerStore, kills), &tally)
    }
    #expect(tally.acknowledged > 0)
    print(
      "killed \(kills): of \(tally.acknowledged) acknowledged events none is lost;",
      "\(tally.found) are there, \(tally.tornTails) torn tails were moved aside,",
      "\(tally.segments) segments rolled")
  }

  private func makeStores() throws {
    for store in ["store", "tiny"] {
      try? FileManager.default.removeItem(atPath: program.path(store))
      _ = try program.run("init", store)
    }
    try program.file("tiny/rewind.json", #"{"format":1,"sync":"every","segment_size":900}"#)
  }

  /// Kills processes on stores that are new, and looks at what they left.
  private func kill(_ rounds: Range<Int>, _ tally: inout Tally) throws {
    var acknowledged = Acknowledged()
    // They have the stores open all the while, and append now and then.
    let keepers = try ["store", "tiny"].map {
      try program.start("append", "--from", "-", "--json", "-l", $0)
    }
    for round in rounds {
      try kill(Way.allCases[round % 4], after: round / 4 % 7, &acknowledged)
      let keeper = keepers[round % 2]
      keeper.write(Self.lines("keeper-1", 1))
      try acknowledged.note(#require(keeper.nextLine()), of: ["store", "tiny"][round % 2])
    }
    for keeper in keepers {
      keeper.closeInput()
      #expect(keeper.waitForExit() == 0)
    }
    tally.acknowledged += acknowledged.count
    for store in ["store", "tiny"] {
      tally.found += try check(store, acknowledged)
      let torn = try files(of: store).count { $0.hasPrefix("torn-") }
      tally.tornTails += torn
      if store == "tiny" { tally.segments += try files(of: store).count - torn }
    }
  }

  /// Starts a process and kills it a little later in its work each time.
  private func kill(_ way: Way, after answers: Int, _ acknowledged: inout Acknowledged) throws {
    let child = try program.start("append", "--from", "-", "--json", "-l", way.store)
    if way == .atLength {
      let size = sizeOfLog()
      child.write(Self.lines("\(way.category)-1", way.size))
      child.closeInput()
      while sizeOfLog() == size, !child.hasEnded {}
    } else {
      for group in 0..<40 { child.write(Self.lines("\(way.category)-\(group % 2)", way.size)) }
      for _ in 0..<answers {
        guard let line = child.nextLine() else { break }
        try acknowledged.note(line, of: way.store)
      }
      // Somewhere in the next append or two.
      usleep(.random(in: 0...400))
    }
    child.signal(SIGKILL)
    let status = child.waitForExit()
    #expect(status == 128 + SIGKILL || way == .atLength && status == 0)
    while let line = child.nextLine() { try acknowledged.note(line, of: way.store) }
  }

  /// The bytes of the segment that is written at length.
  private func sizeOfLog() -> Int {
    var status = stat()
    stat(program.path("store/log/0000000000000001.jsonl"), &status)
    return Int(status.st_size)
  }

  private static func lines(_ stream: String, _ count: Int) -> String {
    (0..<count).map { #"{"stream_id":"\#(stream)","type":"Counted","data":{"n":\#($0)}}"# + "\n" }
      .joined()
  }

  /// Holds a store against what was acknowledged; answers how many events it has.
  private func check(_ store: String, _ acknowledged: Acknowledged) throws -> Int {
    #expect(try program.run("verify", "--deep", "-l", store).status == 0)
    let events = try program.run("events", "--json", "-l", store).lines.map { try JSONText($0) }
    #expect(events.map { $0["position"]?.int } == Array(0..<events.count).map { $0 + 1 })
    var last: [String: Int] = [:]
    for event in events {
      let stream = try #require(event["stream_id"]?.string)
      let version = try #require(event["version"]?.int)
      #expect(version == last[stream, default: 0] + 1)
      let size = Way.allCases.first { stream.hasPrefix($0.category) }?.size ?? 1
      #expect(event["data"]?["n"]?.int == (version - 1) % size)
      last[stream] = version
    }
    for (stream, version) in acknowledged.versions[store] ?? [:] {
      #expect(last[stream, default: 0] >= version)
    }
    for way in Way.allCases {
      #expect(last.allSatisfy { !$0.key.hasPrefix(way.category) || $0.value % way.size == 0 })
    }
    return events.count
  }

  private func files(of store: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: program.path("\(store)/log"))
  }
}

/// The last version of each stream that a process was told of, by store.
private struct Acknowledged {
  private(set) var versions: [String: [String: Int]] = [:]
  private(set) var count = 0

  mutating func note(_ line: String, of store: String) throws {
    let answer = try JSONText(line)
    guard let stream = answer["stream"]?.string, let version = answer["version"]?.int,
      let first = answer["first_version"]?.int
    else { return }
    versions[store, default: [:]][stream] = max(versions[store]?[stream] ?? 0, version)
    count += version - first + 1
  }
}
