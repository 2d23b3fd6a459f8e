import TestSupport
import Testing

@testable import Rewind

@Suite("A mapping")
struct EnvelopeMappingTests {
  private func event(_ line: String, _ arguments: [String]) throws -> EventRecord {
    let log = EventLog.inMemory(
      lines: [line], mapping: try EnvelopeMapping(arguments: arguments), name: "trips")
    return try #require(try log.event(at: 1).record, "the line is damaged")
  }

  @Test(
    "finds a role by every kind of source",
    arguments: [
      (#"stream=a.b"#, "deep"), (#"stream=a."c.d""#, "dotted"), ("stream=no,none,id", "7"),
      ("stream=kind+=-+id", "order-7"), ("stream==all", "all"), ("stream=@file", "memory"),
      ("stream=*Number", "N-1"), (#"stream="e\"f""#, "quoted"), ("stream=unicode", "Zoë"),
    ])
  func sources(argument: String, stream: String) throws {
    let line =
      #"{"a":{"b":"deep","c.d":"dotted"},"id":7,"no":null,"kind":"order","orderNumber":"N-1","#
      + #""e\"f":"quoted","unicode":"Zo\u00eb","type":"T"}"#
    #expect(try event(line, [argument, "type=type"]).stream.rawValue == stream)
  }

  @Test("gives `rest` all keys that no other role uses, as they are spelled")
  func rest() throws {
    let line = #"{"s":"a-1","t":"T","x":1.0,"y":{"z":[1, 2]},"s2":3}"#
    let event = try event(line, ["stream=s", "type=t", "data=x", "metadata=rest"])
    #expect(event.data.description == "1.0")
    #expect(event.metadata?.description == #"{"y":{"z":[1, 2]},"s2":3}"#)
  }

  @Test("opens data that is JSON inside a string")
  func openedData() throws {
    let line = #"{"s":"a-1","t":"T","d":"{\"amount\":5}"}"#
    #expect(try event(line, ["stream=s", "type=t", "data=d"]).data.description == #"{"amount":5}"#)
  }

  @Test("leaves a string a string in Rewind's own lines, however these are spelled")
  func ownStrings() throws {
    for stream in ["order-1", "Zoë-1"] {
      let line =
        #"{"position":1,"stream_id":"\#(stream)","version":1,"type":"T","id":"i","#
        + #""timestamp":"2026-01-02T03:04:05Z","data":"{\"amount\":5}"}"#
      let event = try #require(try EventLog.inMemory(lines: [line]).event(at: 1).record)
      #expect(event.data.string == #"{"amount":5}"#)
    }
  }

  @Test(
    "understands times in text and in numbers",
    arguments: [
      (#""2026-01-02T03:04:05Z""#, "2026-01-02T03:04:05.000000Z"),
      (#""2026-01-02T05:04:05.5+02:00""#, "2026-01-02T03:04:05.500000Z"),
      ("1767323045", "2026-01-02T03:04:05.000000Z"),
      ("1767323045.25", "2026-01-02T03:04:05.250000Z"),
      ("1767323045250", "2026-01-02T03:04:05.250000Z"),
      (#""1767323045250""#, "2026-01-02T03:04:05.250000Z"),
    ])
  func times(time: String, expected: String) throws {
    let line = #"{"s":"a-1","t":"T","at":\#(time)}"#
    let event = try event(line, ["stream=s", "type=t", "timestamp=at"])
    #expect(event.timestamp?.rfc3339 == expected)
  }

  @Test("takes whole numbers out of strings, as some logs have them")
  func numbersInStrings() throws {
    let line = #"{"s":"a-1","t":"T","v":"41","p":"9007199254740993"}"#
    let event = try event(line, ["stream=s", "type=t", "version=v", "position=p"])
    #expect(event.shownVersion == 41)
    #expect(event.shownPosition == 9_007_199_254_740_993)
  }

  @Test(
    "makes a line damage where a role cannot be read",
    arguments: [
      (#"{"t":"T"}"#, "stream"), (#"{"s":{},"t":"T"}"#, "stream"), (#"{"s":"a"}"#, "type"),
      (#"{"s":"a","t":"T","v":1.5}"#, "version"),
      (#"{"s":"a","t":"T","v":9223372036854775807}"#, "version"),
      (#"{"s":"a","t":"T","v":-9223372036854775808}"#, "version"),
      (#"{"s":"a","t":"T","at":9e21}"#, "time"), (#"{"s":"a","t":"T","at":-9e21}"#, "time"),
      (#"{"s":"a","t":"T","at":"soon"}"#, "time"),
    ])
  func damage(line: String, role: String) throws {
    let mapping = try EnvelopeMapping(arguments: [
      "stream=s", "type=t", "version=v", "timestamp=at",
    ])
    let log = EventLog.inMemory(lines: [line], mapping: mapping)
    guard case .damaged(let damage) = try log.event(at: 1) else {
      Issue.record("the line was read")
      return
    }
    #expect(damage.reason.contains(role))
  }

  @Test(
    "refuses what is no mapping, and says what to write",
    arguments: [
      (["stream"], "ROLE=SOURCE"), (["color=red"], "there is no role"), (["stream=a"], "type"),
      (["stream=a", "stream=b", "type=t"], "twice"), (["stream=", "type=t"], "empty"),
      (["stream=a[", "type=t"], "path"), (["stream=.", "type=t"], "name a key"),
    ])
  func errors(arguments: [String], part: String) {
    do {
      _ = try EnvelopeMapping(arguments: arguments)
      Issue.record("it was accepted")
    } catch {
      #expect(error.description.contains(part), "\(error)")
    }
  }

  @Test("is known by the keys that the big systems use")
  func known() throws {
    let lines = [
      ("Rewind", #"{"position":1,"stream_id":"a","version":1,"type":"T","data":{}}"#),
      ("KurrentDB", #"{"streamId":"a-1","eventType":"T","eventNumber":0,"data":{}}"#),
      ("Marten", #"{"seq_id":1,"stream_id":"a","type":"T","version":1,"data":{}}"#),
      ("Message DB", #"{"stream_name":"a-1","type":"T","position":0,"global_position":5}"#),
      ("CloudEvents", #"{"specversion":"1.0","type":"T","source":"/a","id":"1"}"#),
    ]
    for (name, line) in lines {
      guard case .object(let object) = try JSONText(line).value else { continue }
      #expect(EnvelopeMapping.known(for: object)?.name == name)
    }
  }

  @Test("reads back as it is written")
  func roundTrip() throws {
    let arguments = [
      "stream=kind+=-+id", #"type=event."$type""#, "timestamp=at,created", "data=*Attributes",
      "metadata=\"rest\",\"a\\\",b\",\"\u{361}\",rest",
    ]
    expectNoDifference(try EnvelopeMapping(arguments: arguments).arguments, arguments)
  }

  @Test("is guessed for unknown keys, as arguments that can be given back")
  func guess() throws {
    let line =
      #"{"history":"h","eventId":"1","eventTime":"2026-01-07T01:45:58Z","eventType":"T","#
      + #""startedEventAttributes":{"a":1}}"#
    guard case .object(let object) = try JSONText(line).value else { return }
    let guess = UnknownMappingError(file: "h.jsonl", event: object).guess
    expectNoDifference(
      guess.arguments,
      [
        "stream=history", "type=eventType", "version=eventId", "timestamp=eventTime",
        "data=*EventAttributes",
      ])
    #expect(try EnvelopeMapping(arguments: guess.arguments).sources == guess.sources)
  }

  @Test("gives a log one category where names do not group its streams")
  func oneCategory() {
    let alone = (1...4).map { #"{"stream_id":"\#($0)","type":"T","data":{}}"# }
    #expect(
      EventLog.inMemory(lines: alone, name: "trips").index.categories.map(\.name) == ["trips"])
    let grouped = (1...4).map { #"{"stream_id":"trip-\#($0)","type":"T","data":{}}"# }
    let index = EventLog.inMemory(lines: grouped, name: "trips").index
    #expect(index.categories.map(\.name) == ["trip"])
    #expect(index.categories.map(\.streamCount) == [4])
  }
}
