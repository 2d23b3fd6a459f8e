import Foundation
import Rewind
import SampleDomain
import TestSupport
import Testing

@testable import RewindBenchmarks
@testable import RewindCLI

/// What `rewind-bench` makes is what every figure refers to.
struct ReferenceLogTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "rewind-reference-\(UUID().uuidString)")

  private func bench(_ words: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: PseudoTerminal.product("rewind-bench"))
    process.arguments = words
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  private func inFolder(_ body: (URL) async throws -> Void) async throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
  }

  @Test("the reference log has a stream for twenty events, and one with a fifth of them")
  func shape() async throws {
    try await inFolder { folder in
      let file = folder.appending(path: "log.jsonl").path
      try bench("log", "20000", file)
      let log = try EventLog.open([file])
      try log.refresh()
      let index = log.index
      #expect(index.eventCount == 20_000)
      #expect(index.damagedPositions == [])
      #expect(index.streamCount == 1_000)
      let big = try #require(index.streamID(named: "account-000001"))
      #expect(index.stream(big).eventCount == 4_000)
      let size = try #require(
        try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int)
      #expect((250...320).contains(size / 20_000))
      let events = try log.snapshot().events(of: big, versions: 3_999..<4_001).compactMap(\.record)
      #expect(events.map(\.version) == [3_999, 4_000])
      #expect(index.version(at: try #require(index[20_000].timestamp), in: big) == 4_000)
    }
  }

  @Test("the same number of events is the same bytes, in one file or in a store")
  func sameBytes() async throws {
    try await inFolder { folder in
      let file = folder.appending(path: "log.jsonl")
      let store = folder.appending(path: "store")
      try bench("log", "3000", file.path)
      try bench("store", "3000", store.path)
      let segment = store.appending(path: "log/0000000000000001.jsonl")
      let bytes = try Data(contentsOf: segment)
      #expect(try Data(contentsOf: file) == bytes)
      var digest: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
      for byte in bytes { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
      #expect(
        digest == 3_767_649_906_730_348_060,
        "figures of before and after are not comparable if this changes")
      let event = NewEvent(type: "MoneyDeposited", data: #"{"amount":1}"#)
      let result = try await FileEventStore(at: store.path).append([event], to: "account-000001")
      #expect(result.versions == 601...601)
      #expect(result.positions == 3_001...3_001)
    }
  }

  @Test("a store made to be measured is known as the sample's, so that its projections are used")
  func stamp() async throws {
    try await inFolder { folder in
      let store = folder.appending(path: "store").path
      #expect(!DemoStore.isMade(at: store))
      try bench("store", "100", store)
      #expect(DemoStore.isMade(at: store))
      #expect(!DemoStore.hasHistory(at: store), "nothing in it is of an old schema")
      #expect(try await DemoStore.make(at: store) == false, "it is left as it is")
    }
  }

  @Test("the log that is measured is made as a store once; a log of others cannot be")
  func storeOfLog() async throws {
    try await inFolder { folder in
      let file = folder.appending(path: "log.jsonl")
      try bench("log", "3000", file.path)
      let reference = BenchLog(path: file.path, folder: folder.path)
      let store = try reference.store()
      let segment = URL(filePath: store).appending(path: "log/0000000000000001.jsonl")
      #expect(try Data(contentsOf: segment) == Data(contentsOf: file))
      let inode = try FileManager.default.attributesOfItem(atPath: segment.path)[.systemFileNumber]
      #expect(try reference.store() == store)
      let again = try FileManager.default.attributesOfItem(atPath: segment.path)[.systemFileNumber]
      #expect(inode as? Int == again as? Int)

      let others = folder.appending(path: "others.jsonl")
      try Data(contentsOf: file).dropLast().split(separator: 0x0A).dropLast()
        .reduce(into: Data()) { $0 += $1 + [0x0A] }.write(to: others)
      let second = folder.appending(path: "second")
      try FileManager.default.createDirectory(at: second, withIntermediateDirectories: false)
      let error = #expect(throws: BenchError.self) {
        try BenchLog(path: others.path, folder: second.path).store()
      }
      #expect(error?.description == "\(others.path) was not made with rewind-bench log")
    }
  }

  @Test("the peers that are installed answer what Rewind does", arguments: Peer.allCases)
  func peers(peer: Peer) async throws {
    guard peer.isInstalled else { return }
    try await inFolder { folder in
      let file = folder.appending(path: "log.jsonl").path
      try bench("log", "2000", file)
      let log = BenchLog(path: file, folder: folder.path)
      if peer == .sqlite3 { _ = try answer(of: SQLiteShell.loading(log)) }
      let opened = try EventLog.open([file])
      try opened.refresh()
      for place in [try log.contents().short, try log.contents().big] {
        let stream = try #require(opened.index.streamID(named: place.stream))
        var account = BankAccount()
        for event in try opened.snapshot().events(of: stream, versions: 1..<place.version + 1) {
          try account.apply(try #require(event.record))
        }
        let words: [String]
        switch peer {
        case .jq: words = Jq.words(log, place)
        case .duckDB: words = DuckDB.words(log, place)
        case .sqlite3: words = SQLiteShell.words(log, place)
        case .wc, .less, .lnav: return
        }
        let lines = try answer(of: words).text.split(whereSeparator: \.isNewline)
        #expect(lines.last.map(String.init) == "\(account.balance)")
      }
    }
  }

  @Test(
    "the short stream has at most 96 events, and the big one is asked for at 200,000 or its end")
  func places() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "log.jsonl").path
    try bench("log", "20000", file)
    let streams = try BenchLog(path: file, folder: folder.path).contents()
    #expect(streams.big.stream == "account-000001" && streams.big.version == 4_000)
    #expect((60...96).contains(streams.short.version))
  }

  @Test("a log that is kept is made once, and again where it is not whole or of another size")
  func keptLogs() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let kept = KeptLogs(folder: folder.path)
    let path = kept.path(ofEvents: 500)
    func inode() throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    }
    try kept.make([500])
    let bytes = try Data(contentsOf: URL(filePath: path))
    let first = try inode()
    try kept.make([500])
    #expect(try inode() == first)
    for other in [bytes.dropLast(), bytes.dropLast(300), Data(), bytes + Data("{}\n".utf8)] {
      try other.write(to: URL(filePath: path))
      #expect(!KeptLogs.isWhole(path, events: 500))
      try kept.make([500])
      #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
    }
    #expect(!KeptLogs.isWhole(path, events: 50))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
  }

  @Test("an append that is measured leaves the store's log as it was, whatever it wrote")
  func unchangedStore() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "log.jsonl")
    try bench("log", "300", file.path)
    let log = BenchLog(path: file.path, folder: folder.path)
    let segments = URL(filePath: try log.store()).appending(path: "log")
    let first = segments.appending(path: "0000000000000001.jsonl")
    let bytes = try Data(contentsOf: first)
    let size = try log.withoutChangingStore {
      try Data("{}\n".utf8).write(to: segments.appending(path: "0000000000000301.jsonl"))
      try (bytes + Data("{}\n".utf8)).write(to: first)
      return try Data(contentsOf: first).count
    }
    #expect(size == bytes.count + 3)
    #expect(try Data(contentsOf: first) == bytes)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: segments.path)
        == ["0000000000000001.jsonl"])
  }

  @Test("each path whose instructions are counted does its work in a process of its own")
  func hotPaths() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try bench("log", "200", folder.appending(path: "log.jsonl").path)
    for path in HotPath.allCases { try bench("hot", path.rawValue, "2", folder.path) }
    #expect(FileManager.default.fileExists(atPath: folder.appending(path: "appends/log").path))
  }

  @Test("a large run prints both logs' rows and exits with 1 where one misses its budget")
  func largeRun() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    let output = Foundation.Pipe()
    process.executableURL = URL(filePath: PseudoTerminal.product("rewind-bench"))
    // The folder of the program in Python is not below this one, which is a miss whatever the machine does.
    process.currentDirectoryURL = FileManager.default.temporaryDirectory
    process.arguments = [
      "--events", "200", "--large", "--folder", folder.path, "--runs", "1", "--json", "--check",
      "--only", "by program", "--only", "first page of all",
    ]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    let rows = try text.split(separator: "\n").map { try JSONText(String($0)) }
      .filter { $0["name"]?.string == "first page of all streams" }
    #expect(rows.compactMap { $0["events"]?.int } == [200, 2_000])
    #expect(rows.map { $0["growth"] != nil } == [false, true])
  }

  @Test("a run prints a row for each thing that was measured, with its budget")
  func table() throws {
    let process = Process()
    let output = Foundation.Pipe()
    process.executableURL = URL(filePath: PseudoTerminal.product("rewind-bench"))
    process.arguments = ["--events", "2000", "--runs", "1", "--only", "index the log", "--json"]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let rows = try text.split(separator: "\n").map { try JSONText(String($0)) }
    #expect(rows.compactMap { $0["name"]?.string } == ["wc -l", "index the log"])
    #expect(rows.allSatisfy { ($0["median"]?.double ?? 0) > 0 })
    #expect(rows.last?["budget"]?.double == 5)
    #expect(rows.last?["budget_is"]?.string == "at_most_times_wc")
  }
}
