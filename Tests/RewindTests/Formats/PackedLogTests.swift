import Foundation
import Platform
import TestSupport
import Testing

@testable import Rewind

/// Logs that are compressed, no JSON lines, in folders with other things, or on their way through a pipe.
struct PackedLogTests {
  /// Two events of one stream.
  private static let lines =
    #"{"stream_id":"a","type":"A","data":{"n":1}}"# + "\n"
    + #"{"stream_id":"a","type":"B","data":{"n":2}}"# + "\n"
  private static let gzip = bytes(
    "H4sIAAAAAAACA6tWKi4pSk3Mjc9MUbJSSlTSUSqpLEgFMh2BzJTEkkQlq2qlPCUrw9parmpcap1Q1RoB1QIAaj7Q+1gAAAA="
  )
  private static let gzipTable = bytes(
    "H4sIAAAAAAACAytOLYzPTNEpLilKTcwFscpSi4oz8/N0UhJLEnVKKgtSuYx0EnWMdKprdZy4AMUYh2cuAAAA")
  private static let zstd = bytes(
    "KLUv/SRYtQEAEsMKEaBtDEzmff5HUuEZ54ehKh4GYHcUsCvydcz16TlMzhGD77Cen2SUovbcMQIAQBZ8iyoD5LKOpg==")

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static func bytes(_ base64: String) -> [UInt8] {
    Array(Data(base64Encoded: base64) ?? Data())
  }

  private func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path(name)))
    return folder.path(name)
  }

  private func read(_ paths: [String], _ mapping: EnvelopeMapping? = nil) throws -> EventLog {
    let log = try EventLog.open(paths, mapping: mapping)
    try log.refresh()
    return log
  }

  private func types(_ log: EventLog) throws -> [String] {
    let snapshot = log.snapshot()
    return try (1...max(1, snapshot.index.eventCount)).filter { $0 <= snapshot.index.eventCount }
      .map { try snapshot.event(at: $0).record?.type ?? "damaged" }
  }

  private func problems(of log: EventLog) throws -> [String] {
    var found: [String] = []
    try LogVerifier(log.snapshot()).run { found.append($0.message) }
    return found
  }

  // MARK: - Compressed

  @Test(arguments: ["gzip", "zstd"])
  func compressed(_ kind: String) throws {
    let packed = kind == "gzip" ? Self.gzip : Self.zstd
    let one = try read([try write("orders.jsonl.x", packed)])
    #expect(try types(one) == ["A", "B"])
    #expect(try one.snapshot().event(at: 2).record?.data == #"{"n":2}"#)
    // Members and frames that follow each other are one text.
    #expect(try types(try read([try write("twice", packed + packed)])) == ["A", "B", "A", "B"])
  }

  @Test func zerosBehindTheLastMemberAreNone() throws {
    let padded = Self.gzip + [UInt8](repeating: 0, count: 512)
    let log = try read([try write("padded.gz", padded)])
    #expect(try types(log) == ["A", "B"])
    #expect(log.index.damage.isEmpty)
  }

  @Test(arguments: ["gzip", "zstd"])
  func whatIsCutKeepsWhatCameBefore(_ kind: String) throws {
    let packed = kind == "gzip" ? Self.gzip : Self.zstd
    let log = try read([try write("cut", packed + packed.dropLast(10))])
    #expect(try types(log).prefix(2) == ["A", "B"])
    #expect(
      try problems(of: log).contains { $0.contains("the \(kind) data ends in the middle, at byte") }
    )
  }

  @Test func whatIsDamagedKeepsWhatCameBefore() throws {
    let log = try read([
      try write("bad.gz", Self.gzip + [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF])
    ])
    #expect(try types(log).prefix(2) == ["A", "B"])
    #expect(try problems(of: log).contains { $0.contains("the gzip data is damaged near byte") })
  }

  @Test func nameWithoutEndings() {
    #expect(LogPath.name(of: "a/orders.jsonl.gz") == "orders")
    #expect(LogPath.name(of: "orders.csv") == "orders")
    #expect(LogPath.name(of: ".gz") == ".gz")
  }

  @Test(
    arguments: [
      ("a.zip", [0x50, 0x4B, 3, 4, 20, 0], "a zip archive", "unzip -p"),
      ("a.xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "compressed by xz", "xz -dc"),
      (
        "a.tar", [UInt8](repeating: 65, count: 257) + Array("ustar".utf8), "a tar archive",
        "tar -xOf"
      ),
    ] as [(String, [UInt8], String, String)])
  func otherArchivesAreNamed(_ name: String, _ bytes: [UInt8], _ kind: String, _ call: String)
    throws
  {
    let path = try write(name, bytes)
    let error = #expect(throws: LogOpenError.self) { try EventLog.open([path]) }
    #expect(
      error?.description == "\(path): this is \(kind); open what \(call) prints of it")
  }

  // MARK: - No JSON lines

  @Test func documents() throws {
    let array = "[" + Self.lines.split(separator: "\n").joined(separator: ",\n") + "]"
    try folder.write("array.json", array)
    try folder.write("wrapped.json", #"{"page": 1, "events": \#(array)}"#)
    #expect(try types(try read([folder.path("array.json")])) == ["A", "B"])
    #expect(try types(try read([folder.path("wrapped.json")])) == ["A", "B"])
    let named = try EnvelopeMapping(arguments: ["each=events"])
    let log = try read([folder.path("wrapped.json")], named)
    #expect(try types(log) == ["A", "B"])
    #expect(log.mapping.arguments.prefix(2) == ["each=.events", "stream=stream_id"])
  }

  @Test func noArrayWhereAPersonSaysThatOneIs() throws {
    try folder.write("wrapped.json", #"{"events": [{"type":"A"}]}"#)
    let named = try EnvelopeMapping(arguments: ["each=other"])
    let path = folder.path("wrapped.json")
    let error = #expect(throws: LogOpenError.self) { try EventLog.open([path], mapping: named) }
    #expect(error?.description == "\(path): a document has no array at other")
  }

  @Test func whereTheEventsAreIsKeysAndOnce() {
    #expect(throws: ParsingError.self) { try EnvelopeMapping(arguments: ["each=[0]"]) }
    #expect(throws: ParsingError.self) { try EnvelopeMapping(arguments: ["each=a", "each=b"]) }
  }

  @Test func exportOfMarten() throws {
    try folder.write(
      "mt_events.csv",
      """
      seq_id,id,stream_id,version,data,type,timestamp,tenant_id,mt_dotnet_type,is_archived
      1,7f6c7a52-0000-0000-0000-000000000001,trip-1,1,"{""Day"": 1, ""Note"": ""a, b""}",trip_started,\
      2026-01-02 03:04:05.123456+00,*DEFAULT*,"Trip, Trips",f
      2,7f6c7a52-0000-0000-0000-000000000002,trip-1,2,"{}",trip_ended,2026-01-02 03:04:06+00,*DEFAULT*,,f

      """)
    let log = try read([folder.path("mt_events.csv")])
    #expect(log.mapping.name == "Marten")
    let first = try #require(try log.snapshot().event(at: 1).record)
    #expect(first.stream == "trip-1")
    #expect(first.data == #"{"Day": 1, "Note": "a, b"}"#)
    #expect(first.timestamp == Timestamp(parsing: "2026-01-02T03:04:05.123456Z"))
    #expect(try types(log) == ["trip_started", "trip_ended"])
  }

  @Test(
    "what a changed file holds behind the lines that it had is new; where it had others, it is another",
    arguments: ["array.json", "table.csv", "lines.gz"])
  func changedFile(_ name: String) throws {
    let lines = Self.lines.split(separator: "\n")
    let header = "seq_id,stream_id,version,data,type\n"
    let (one, two, other): ([UInt8], [UInt8], [UInt8])
    switch name {
    case "array.json":
      (one, two) = (Array("[\(lines[0])]".utf8), Array("[\(lines[0]),\n\(lines[1])]".utf8))
      other = Array("[\(lines[1]),\(lines[0]),\(lines[0])]".utf8)
    case "table.csv":
      one = Array((header + "1,a,1,{},A\n").utf8)
      (two, other) = (one + Array("2,a,2,{},B\n".utf8), Array((header + "1,b,1,{},C\n").utf8))
    default: (one, two, other) = (Self.gzip, Self.gzip + Self.gzip, Self.zstd + Self.zstd + [0])
    }
    let path = try write(name, one)
    let log = try read([path])
    let before = try types(log)
    let old = log.snapshot()
    _ = try write(name, two)
    #expect(try log.refresh() == .grown)
    #expect(try types(log).starts(with: before) && log.index.eventCount > before.count)
    #expect(try old.events(at: Array(1...before.count)).compactMap(\.record).map(\.type) == before)
    // Written anew with the same beginning, by way of another file.
    _ = try write("new", two)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(atPath: folder.path("new"), toPath: path)
    #expect(try log.refresh() == .none)
    guard name != "lines.gz" else { return }
    _ = try write(name, other)
    #expect(try log.refresh() == .replaced)
    #expect(try types(log) != before)
    _ = try write(name, [])
    #expect(try log.refresh() == .replaced)
    #expect(log.index.eventCount == 0)
  }

  // MARK: - Folders and patterns

  @Test func aFolderTakesWhatBeginsWithJSON() throws {
    try folder.write("log/app.1", Self.lines)
    try folder.write("log/notes.txt", "some words\n")
    try folder.write("log/package.json", "{\n  \"name\": \"x\"\n}\n")
    try folder.write("log/table.csv", "a,b\n1,2\n")
    try folder.write("log/.hidden", Self.lines)
    #expect(try types(try read([folder.path("log")])) == ["A", "B"])
    #expect(try types(try read([folder.path("log/*")])) == ["A", "B"])
    for path in ["log", "log/*"] {
      let leftOut = try read([folder.path(path)]).leftOut
      #expect(leftOut == [folder.path("log/package.json"), folder.path("log/table.csv")])
    }
    #expect(try read([folder.path("log/app.1"), folder.path("log/app.1")]).leftOut.isEmpty)
    // A file that comes later is taken once something is in it.
    let log = try read([folder.path("log")])
    try folder.write("log/app.2", "")
    #expect(try log.refresh() == .none)
    try folder.write("log/app.2", Self.lines)
    try log.refresh()
    #expect(try types(log) == ["A", "B", "A", "B"])
  }

  @Test func tablesAndDocumentsOfAFolderAreOfTheLogWhereTheirEventsAreLikeItsLines() throws {
    let line = #"{"order":"o-1","what":"A","at":"2026-01-01T00:00:00Z"}"#
    let other = #"{"order":"o-1","what":"B","at":"2026-01-02T00:00:00Z"}"#
    try folder.write("log/2.jsonl", line + "\n" + line + "\n")
    try folder.write("log/1.json", "[\(other),\n\(other)]")
    try folder.write("log/3.csv", "order,what,at,n\no-2,C,2026-01-03T00:00:00Z,1\n")
    try folder.write(
      "log/4.json", "{\n\"order\": \"o-2\",\"what\":\"D\",\"at\":\"2026-01-04T00:00:00Z\"}")
    try folder.write("log/5.csv", "order,name\no-2,x\no-3,y\n")
    try folder.write("log/6.json", "[{\"what\":\"x\"},{\"what\":\"y\"}]")
    let mapping = try EnvelopeMapping(arguments: ["stream=order", "type=what", "timestamp=at"])
    for path in ["log", "log/*"] {
      let log = try read([folder.path(path)], mapping)
      #expect(try types(log) == ["A", "A", "B", "B", "C", "D"])
      #expect(log.leftOut == [folder.path("log/5.csv"), folder.path("log/6.json")])
    }
    // Where there are no times, the order of the files shows.
    let timeless = try EnvelopeMapping(arguments: ["stream=order", "type=what"])
    let log = try read([folder.path("log")], timeless)
    #expect(try types(log) == ["B", "B", "A", "A", "C", "D"])
    // One that comes later is judged then, and again when it changes.
    try folder.write("log/7.json", "[{\"what\":\"x\"}]")
    #expect(try log.refresh() == .none)
    try folder.write("log/7.json", "[\(line)]")
    #expect(try log.refresh() == .grown)
    #expect(try types(log).suffix(2) == ["D", "A"])
  }

  @Test func aTableThatComesLaterBesideLinesAloneIsJudgedToo() throws {
    try folder.write("log/1.jsonl", #"{"order":"o-1","what":"A"}"# + "\n")
    let mapping = try EnvelopeMapping(arguments: ["stream=order", "type=what"])
    let log = try read([folder.path("log")], mapping)
    try folder.write("log/2.csv", "order,what\no-2,B\n")
    try folder.write("log/3.csv", "name,size\nx,1\n")
    #expect(try log.refresh() == .grown)
    #expect(try types(log) == ["A", "B"])
  }

  @Test func aFileThatIsNamedTwiceIsReadOnce() throws {
    try folder.write("log/1.jsonl", Self.lines)
    for paths in [["log/1.jsonl", "log/1.jsonl"], ["log/1.jsonl", "log"], ["log", "log/*"]] {
      #expect(try types(try read(paths.map { folder.path($0) })) == ["A", "B"])
    }
  }

  @Test func oneObjectWithOneRoleOfTheLinesIsNoneOfThem() throws {
    try folder.write("log/a.jsonl", Self.lines)
    try folder.write("log/package.json", "{\n  \"type\": \"module\"\n}\n")
    let mapping = try EnvelopeMapping(arguments: ["stream=@file", "type=type"])
    let log = try read([folder.path("log")], mapping)
    #expect(try types(log) == ["A", "B"])
    #expect(log.leftOut == [folder.path("log/package.json")])
    try folder.write("log/package.json", "[{\"type\": \"C\"}, {\"type\": \"D\"}]\n")
    #expect(try types(try read([folder.path("log")], mapping)) == ["A", "B", "C", "D"])
  }

  @Test func aFileWhoseFirstLineWasCutIsStillOfTheLog() throws {
    try folder.write("log/app.1", Self.lines)
    try folder.write("log/app.2", #""type":"B"}"# + "\n" + Self.lines)
    let log = try read([folder.path("log/*")])
    #expect(try types(log) == ["A", "B", "damaged", "A", "B"])
  }

  @Test func compressedFilesOfAFolderAreTakenForWhatIsInThem() throws {
    try folder.write("log/table.csv", "a,b\n1,2\n")
    try folder.write("log/notes.txt", "some words\n")
    _ = try write("log/app.2.gz", Self.gzip)
    _ = try write("log/app.1.zst", Self.zstd)
    #expect(try types(try read([folder.path("log")])) == ["A", "B", "A", "B"])
    // A table that is compressed stands beside one that is not.
    let table = "seq_id,stream_id,version,data,type\n1,a,1,{},A\n"
    try folder.write("tables/1.csv", table)
    _ = try write("tables/2.csv.gz", Self.gzipTable)
    #expect(try types(try read([folder.path("tables")])) == ["A", "B"])
    #expect(try types(try read([folder.path("tables/*")])) == ["A", "B"])
  }

  @Test func aFolderOfTablesOnly() throws {
    try folder.write("tables/notes.txt", "some words\n")
    try folder.write(
      "tables/events.csv", "seq_id,stream_id,version,data,type\n1,a,1,{},A\n2,a,2,{},B\n")
    #expect(try types(try read([folder.path("tables")])) == ["A", "B"])
  }

  // MARK: - Pipes

  @Test func whatTheSystemRefusesToReadIsAnErrorAndNoEnd() throws {
    // A folder can be opened, but gives no bytes.
    let input = try SystemFile(folder.path, .folder)
    let lines = try LineSpool(name: "standard input", mapping: nil, room: SpoolRoom()) {
      () throws(SystemError) in input
    }
    while !lines.isWhole { lines.wait(atMostMilliseconds: 100) }
    #expect(throws: LogFileError.self) { try lines.asFile() }
  }

  @Test func whatComesThroughAPipeIsShownWhileItComes() throws {
    let (reading, writing) = try Pipe().split()
    let parts = Self.lines.split(separator: "\n").map { Array("\($0)\n".utf8) }
    try writing.write(parts[0] + parts[1].prefix(10))
    let log = try EventLog.open(
      try LogInput(reading: reading.descriptor, name: "standard input"), showsWhileComing: true)
    try log.refresh()
    #expect(try types(log) == ["A"])
    #expect(log.mayGrow)
    try writing.write(Array(parts[1].dropFirst(10)))
    let watch = log.makeWatch()
    while try log.refresh() == .none { watch.wait() }
    #expect(try types(log) == ["A", "B"])
  }

  @Test func aPipeIsWaitedForToItsEndUnlessToldOtherwise() throws {
    let isOpen = Platform.Semaphore()
    let (reading, writer) = try pipe(after: isOpen)
    let log = try EventLog.open(
      try LogInput(reading: reading.descriptor, name: "standard input"))
    isOpen.post()
    try log.refresh()
    writer?.join()
    #expect(try types(log) == ["A", "B"])
    #expect(!log.mayGrow)
  }

  @Test func whatTakesMoreRoomThanThereIsEndsThere() throws {
    let path = try write("log.gz", Self.gzip)
    let whole = try EventLog.open([path], spoolLimit: Self.lines.utf8.count)
    try whole.refresh()
    #expect(try types(whole) == ["A", "B"] && whole.exceededSpoolLimit == nil)
    let short = try EventLog.open([path], spoolLimit: 60)
    try short.refresh()
    #expect(try types(short) == ["A"] && short.index.damagedPositions.isEmpty)
    #expect(short.exceededSpoolLimit == 60)
    // Two files take of the same room.
    let twice = try EventLog.open([path, try write("b.gz", Self.gzip)], spoolLimit: 160)
    try twice.refresh()
    #expect(try types(twice).count == 3 && twice.exceededSpoolLimit == 160)
  }

  @Test func aCommandThatPrintsWithoutEndIsEnded() throws {
    let alive = try Lifeline(at: folder.path("alive"))
    let line = #"{"type":"A","stream_id":"a","data":1}"#
    let log = try EventLog.open(
      try LogInput(
        running: "exec 5>'\(folder.path("alive"))'; yes '\(line)'", spoolLimit: 100_000))
    try log.refresh()
    #expect(alive.waitForEnd())
    #expect(log.index.eventCount == 100_000 / (line.utf8.count + 1))
    #expect(log.index.damagedPositions.isEmpty && !log.mayGrow)
    #expect(log.exceededSpoolLimit == 100_000 && log.input?.failure == nil)
  }

  /// A pipe through which one line comes at once, and the other after a signal.
  private func pipe(after signal: Platform.Semaphore) throws -> (SystemFile, BlockingThread?) {
    let (reading, writing) = try Pipe().split()
    try writing.write(Array(Self.lines.utf8.prefix(50)))
    let writer = BlockingThread {
      signal.wait()
      try? writing.write(Array(Self.lines.utf8.dropFirst(50)))
    }
    return (reading, writer)
  }
}
