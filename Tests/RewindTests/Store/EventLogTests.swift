import Testing

@testable import Rewind

@Suite("A log open for reading")
struct EventLogTests {
  static let lines = [
    #"{"position":1,"stream_id":"account-1","version":1,"type":"AccountCreated","id":"01932c0e-0000-7000-8000-000000000001","timestamp":"2026-01-02T03:04:05.000000Z","data":{"name":"Savings"}}"#,
    #"{"position":2,"stream_id":"order-7","version":1,"type":"OrderPlaced","id":"01932c0e-0000-7000-8000-000000000002","timestamp":"2026-01-02T03:05:05.000000Z","data":{"total":10},"metadata":{"correlation_id":"c1"}}"#,
    #"{"position":3,"stream_id":"account-1","version":2,"type":"MoneyDeposited","id":"01932c0e-0000-7000-8000-000000000003","timestamp":"2026-01-02T03:06:05.000000Z","data":{"amount":1e400}}"#,
  ]

  @Test("knows its streams, types, versions and times")
  func index() throws {
    let index = EventLog.inMemory(lines: Self.lines).index
    #expect(index.eventCount == 3)
    #expect(index.streamCount == 2)
    let account = try #require(index.streamID(named: "account-1"))
    #expect(Array(index.positions(of: account)) == [1, 3])
    #expect(index.version(of: 3) == 2)
    #expect(index.stream(account).eventCount == 2)
    #expect(index.stream(account).lastTimestamp == Timestamp(parsing: "2026-01-02T03:06:05Z"))
    #expect(index.categories.map(\.name) == ["memory"])
    #expect(index.typeID(named: "OrderPlaced").map(index.eventCount(ofType:)) == 1)
    #expect(index.streamID(named: "account-2") == nil)
  }

  @Test("gives events with their data as it is spelled")
  func events() throws {
    let log = EventLog.inMemory(lines: Self.lines)
    let event = try #require(try log.event(at: 3).record)
    #expect(event.stream == "account-1")
    #expect(event.version == 2)
    #expect(event.loggedVersion == nil)
    #expect(event.data.description == #"{"amount":1e400}"#)
    #expect(event.metadata == nil)
    let order = try #require(try log.event(at: 2).record)
    #expect(order.metadata?.description == #"{"correlation_id":"c1"}"#)
    #expect(order.id == "01932c0e-0000-7000-8000-000000000002")
  }

  @Test("reads a stream whole or in part, by its name; versions that are not there are left out")
  func stream() throws {
    let log = EventLog.inMemory(lines: Self.lines)
    func types(_ events: [StoredEvent]) -> [String?] { events.map(\.record?.type) }
    #expect(types(try log.events(of: "account-1")) == ["AccountCreated", "MoneyDeposited"])
    #expect(types(try log.events(of: "account-1", versions: 2...)) == ["MoneyDeposited"])
    #expect(types(try log.events(of: "account-1", versions: 0...1)) == ["AccountCreated"])
    #expect(try log.events(of: "account-1", versions: 3...).isEmpty)
    #expect(try log.events(of: "account-2").isEmpty)
  }

  @Test(
    "keeps a damaged line at its position, with its neighbours",
    arguments: [
      "", "{", "[1,2]", "null", #"{"stream_id":"a","version":1}"#, "{\"a\":\u{0}}",
    ])
  func damage(line: String) throws {
    var lines = Self.lines
    lines[1] = line
    let log = EventLog.inMemory(lines: lines)
    guard !line.isEmpty else { return #expect(log.index.eventCount == 2) }
    #expect(log.index.damagedPositions == [2])
    #expect(log.index.eventCount == 3)
    guard case .damaged(let damage) = try log.event(at: 2) else {
      Issue.record("the line was read as an event")
      return
    }
    #expect(damage.bytes == Array(line.utf8))
    #expect(!damage.reason.isEmpty)
    #expect(try log.event(at: 3).record?.type == "MoneyDeposited")
  }

  @Test("takes for damage in a store what in another log costs a role")
  func strictStore() throws {
    let line =
      #"{"position":1,"stream_id":"a","version":1,"type":"T","id":"x","timestamp":"yesterday","#
      + #""data":{}}"#
    let log = EventLog.inMemory(lines: [line])
    #expect(log.index.damagedPositions == [])
    #expect(log.index.unreadRoles(at: 1) == [.timestamp])
    let store = EventLog(
      name: "bank", files: MemoryFiles(Array((line + "\n").utf8)), mapping: .rewind, isStore: true)
    try store.refresh()
    #expect(store.index.damagedPositions == [1])
  }

  @Test("shows the numbers that the log itself gives, from 0")
  func foreignNumbers() throws {
    let lines = (0..<3).map { #"{"stream":0,"version":\#($0),"event":{"$type":"T\#($0)"}}"# }
    let mapping = try EnvelopeMapping(arguments: [
      "stream=stream", #"type=event."$type""#, "version=version", "data=event",
    ])
    let log = EventLog.inMemory(lines: lines, mapping: mapping)
    let stream = try #require(log.index.streamID(named: "0"))
    #expect(log.index.version(shown: 2, in: stream) == 3)
    #expect(log.index.shownVersion(at: 1) == 0)
    #expect(log.index.shownVersion(0, of: stream) == -1)
    #expect(log.index.version(shown: -1, in: stream) == 0)
    #expect(try log.event(at: 2).record?.loggedVersion == 1)
    #expect(log.index.position(shown: 3) == 3)
    #expect(log.index.position(shown: 4) == nil)
  }
}
