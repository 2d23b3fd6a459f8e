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
      ("stream=list[1].x", "second"), ("stream=key one", "only"), ("stream=value one", "1"),
      (#"stream=="a,b+c""#, "a,b+c"), ("stream=text.inner", "opened"), ("stream=empty,id", "7"),
    ])
  func sources(argument: String, stream: String) throws {
    let line =
      #"{"a":{"b":"deep","c.d":"dotted"},"id":7,"no":null,"kind":"order","orderNumber":"N-1","#
      + #""e\"f":"quoted","unicode":"Zo\u00eb","type":"T","list":[0,{"x":"second"}],"#
      + #""one":{"only":1},"text":"{\"inner\":\"opened\"}","empty":""}"#
    #expect(try event(line, [argument, "type=type"]).stream.rawValue == stream)
  }

  @Test("gives `rest` all keys that no other role uses, as they are spelled")
  func rest() throws {
    let line = #"{"s":"a-1","t":"T","x":1.0,"y":{"z":[1, 2]},"s2":3}"#
    let event = try event(line, ["stream=s", "type=t", "data=x", "metadata=rest"])
    #expect(event.data.description == "1.0")
    #expect(event.metadata?.description == #"{"y":{"z":[1, 2]},"s2":3}"#)
  }

  @Test(
    "leaves out of `rest` the leaves that are used, and nothing else",
    arguments: [
      (#"{"kind":"seen","gig":{"url":"u1","title":"T"},"n":1}"#, #"{"gig":{"title":"T"},"n":1}"#),
      (#"{"kind":"seen","gig":{"url":"u1"},"n":1}"#, #"{"n":1}"#),
      (#"{"kind":"seen","gig":{"url":"u1","a":{"b":[1, 2]}}}"#, #"{"gig":{"a":{"b":[1, 2]}}}"#),
      (#"{"kind":"seen","gig":{"url":"u1"}}"#, "null"),
    ])
  func restOfLeaves(line: String, data: String) throws {
    let event = try event(line, ["stream=gig.url", "type=kind", "data=rest"])
    #expect(event.data.description == data)
  }

  @Test(
    "leaves in `rest` the alternative that is not used, an array, and an object that is no name")
  func restOfAlternatives() throws {
    let line =
      #"{"subject":"s","source":"o","ids":["a","b"],"type":"T","c":{"x":1},"data":{"n":1}}"#
    let event = try event(
      line,
      [
        "stream=subject,source", "type=type", "category=c", "id=ids[0]", "data=data",
        "metadata=rest",
      ])
    #expect(event.id == "a")
    #expect(event.metadata?.description == #"{"source":"o","ids":["a","b"],"c":{"x":1}}"#)
  }

  @Test("has the rest of one object, and the whole line")
  func restOfObject() throws {
    let line = #"{"type":"T","gig":{"url":"u1","title":"T"},"n":1}"#
    #expect(
      try event(line, ["stream=gig.url", "type=type", "data=rest gig"]).data.description
        == #"{"title":"T"}"#)
    #expect(
      try event(" \(line)\r", ["stream=gig.url", "type=type", "data=."]).data.description == line)
  }

  @Test("finds the type and the data by the one key that no other role uses")
  func keyAndValue() throws {
    let line = #"{"id":7,"event":{"eventTime":"2026-01-02T03:04:05Z","buildEnqueued":{"a":1}}}"#
    let event = try event(
      line,
      ["stream=id", "type=key event", "timestamp=event.eventTime", "data=value event"])
    #expect(event.type == "buildEnqueued")
    #expect(event.data.description == #"{"a":1}"#)
    let two = #"{"id":7,"event":{"one":{},"two":{}}}"#
    let log = EventLog.inMemory(
      lines: [two], mapping: try EnvelopeMapping(arguments: ["stream=id", "type=key event"]))
    #expect(log.index.damagedPositions == [1], "none of two keys is the one")
  }

  @Test("has correlation and causation in the metadata, where they are not there already")
  func relations() throws {
    let line = #"{"s":"a-1","t":"T","corr":"c1","parent":7,"m":{"user":"u"}}"#
    let roles = ["stream=s", "type=t", "correlation=corr", "causation=parent"]
    #expect(
      try event(line, roles).metadata?.description == #"{"correlation_id":"c1","causation_id":"7"}"#
    )
    #expect(
      try event(line, roles + ["metadata=m"]).metadata?.description
        == #"{"user":"u","correlation_id":"c1","causation_id":"7"}"#)
    let own = #"{"s":"a-1","t":"T","corr":"c1","m":{"correlation_id":"own"}}"#
    #expect(
      try event(own, roles + ["metadata=m"]).metadata?.description == #"{"correlation_id":"own"}"#)
  }

  @Test("has a folder's name for a role")
  func folder() throws {
    let folder = try TemporaryFolder()
    try folder.write("eu/a.jsonl", "{\"t\":\"T\"}\n")
    try folder.write("us/a.jsonl", "{\"t\":\"T\"}\n")
    let log = try EventLog.open(
      [folder.path("eu"), folder.path("us")],
      mapping: try EnvelopeMapping(arguments: ["stream=@folder+=-+@file", "type=t"]))
    try log.refresh()
    let names = (0..<log.index.streamCount).map { log.index.stream(StreamID(rawValue: $0)).name }
    #expect(names.map(\.rawValue) == ["eu-a", "us-a"])
  }

  @Test(
    "is refused where it finds nothing, with what it found",
    arguments: [
      (["stream=s", "type=logs[1].sev"], "stream=s in 2, type=logs[1].sev in none"),
      (["stream=s", "type=t", "data=$"], "stream=s in 2, type=t in 2, data=\"$\" in none"),
      (["stream=s", "type=t", "timestamp=at"], "stream=s in 2, type=t in 2, timestamp=at in none"),
      (["stream=s", "type=t", "version=v"], "stream=s in 2, type=t in 2, version=v in none"),
    ])
  func unfit(arguments: [String], found: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("a.jsonl", "{\"s\":1,\"t\":\"T\"}\n\n{\"s\":2,\"t\":\"T\"}\n")
    do {
      _ = try EventLog.open(
        [folder.path("a.jsonl")], mapping: try EnvelopeMapping(arguments: arguments))
      Issue.record("it was accepted")
    } catch {
      #expect("\(error)".contains("of 2 lines that were looked at, \(found); their keys are s, t"))
    }
  }

  @Test("fits where other roles use all of the lines whose rest is the data")
  func nothingLeft() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.jsonl", "{\"s\":1,\"t\":\"T\"}\n")
    let mapping = try EnvelopeMapping(arguments: ["stream=s", "type=t", "data=rest"])
    let log = try EventLog.open([folder.path("a.jsonl")], mapping: mapping)
    try log.refresh()
    #expect(log.index.streamCount == 1)
  }

  @Test("keeps tenants with streams of one name apart, in the category of that name")
  func tenants() throws {
    let log = EventLog.inMemory(
      lines: ["t1", "t2-x", "", "*DEFAULT*"].flatMap { tenant in
        ["order-1", "order-2"].map { #"{"tenant":"\#(tenant)","s":"\#($0)","t":"T"}"# }
      },
      mapping: try EnvelopeMapping(arguments: ["stream=s", "type=t", "tenant=tenant"]))
    let streams = (0..<log.index.streamCount).map { log.index.stream(StreamID(rawValue: $0)) }
    #expect(
      streams.map(\.name.rawValue)
        == ["t1/order-1", "t1/order-2", "t2-x/order-1", "t2-x/order-2", "order-1", "order-2"])
    #expect(streams.map(\.eventCount) == [1, 1, 1, 1, 2, 2])
    #expect(Set(streams.map { log.index.categoryName($0.category) }) == ["order"])
  }

  @Test("is guessed to have a tenant where a field is called so")
  func guessedTenant() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "a.jsonl", #"{"tenant_id":"t1","order_id":"o-1","event_type":"Paid","data":{"n":1}}"# + "\n")
    do {
      _ = try EventLog.open([folder.path("a.jsonl")])
      Issue.record("it was known")
    } catch {
      guard case .unknownMapping(let unknown) = error else { throw error }
      #expect(
        unknown.guess.arguments
          == ["stream=order_id", "tenant=tenant_id", "type=event_type", "data=data"])
    }
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
      ("1767323045250123", "2026-01-02T03:04:05.250123Z"),
      ("1767323045250123499", "2026-01-02T03:04:05.250123Z"),
      // Cut, as texts are, toward the past.
      ("1767323045250123999", "2026-01-02T03:04:05.250123Z"),
      ("1767323045.2501239", "2026-01-02T03:04:05.250123Z"),
      ("-1.0000009", "1969-12-31T23:59:58.999999Z"),
      ("1.7673230452501239e9", "2026-01-02T03:04:05.250123Z"),
      ("17673230452501239E-7", "2026-01-02T03:04:05.250123Z"),
      ("1.7e+9", "2023-11-14T22:13:20.000000Z"),
      ("1767323045.250123", "2026-01-02T03:04:05.250123Z"), ("-1.5", "1969-12-31T23:59:58.500000Z"),
      ("1.767323045e9", "2026-01-02T03:04:05.000000Z"),
      (#""2026-01-02""#, "2026-01-02T00:00:00.000000Z"),
      (#""2026-01-02 03:04:05 UTC""#, "2026-01-02T03:04:05.000000Z"),
      (#""2026-01-02 03:04:05 +0000 UTC""#, "2026-01-02T03:04:05.000000Z"),
      (#""2026-01-02 05:04:05.5 +0200 CEST m=+0.01""#, "2026-01-02T03:04:05.500000Z"),
      (#""2026-01-02T04:04:05+01:00[Europe/Paris]""#, "2026-01-02T03:04:05.000000Z"),
      (#""2026-01-02T03:04:05.123456789Z""#, "2026-01-02T03:04:05.123456Z"),
      (#""20260102T030405Z""#, "2026-01-02T03:04:05.000000Z"),
      (#""20260102T0404+0100""#, "2026-01-02T03:04:00.000000Z"),
      (#""20260102""#, "2026-01-02T00:00:00.000000Z"),
      (#""20260102030405""#, "2026-01-02T03:04:05.000000Z"),
      (#""2026/01/02 03:04:05""#, "2026-01-02T03:04:05.000000Z"),
      (#""Fri, 02 Jan 2026 03:04:05 GMT""#, "2026-01-02T03:04:05.000000Z"),
      (#""Fri Jan  2 03:04:05 2026""#, "2026-01-02T03:04:05.000000Z"),
      (#""Fri Jan 02 2026 04:04:05 GMT+0100 (CET)""#, "2026-01-02T03:04:05.000000Z"),
      (#""02/Jan/2026:04:04:05 +0100""#, "2026-01-02T03:04:05.000000Z"),
      (#""2026-01-02 03:04:05,250""#, "2026-01-02T03:04:05.250000Z"),
      (#""/Date(1767323045250)/""#, "2026-01-02T03:04:05.250000Z"),
      ("639029198452501239", "2026-01-02T03:04:05.250123Z"),
      (#""639029198452501239""#, "2026-01-02T03:04:05.250123Z"),
      // What no tick of today is, is nanoseconds.
      ("660000000000000000", "1990-11-30T21:20:00.000000Z"),
      (#""1767323045250-0""#, "2026-01-02T03:04:05.250000Z"),
      (#""2026-01-02T03:04:05.250Z+0000""#, "2026-01-02T03:04:05.250000Z"),
      ("[2026,1,2,3,4,5,250123999]", "2026-01-02T03:04:05.250123Z"),
      ("[2026, 1, 2, 3, 4, 5]", "2026-01-02T03:04:05.000000Z"),
      ("[2026,1,2,3,4]", "2026-01-02T03:04:00.000000Z"),
      ("[2026,1,2]", "2026-01-02T00:00:00.000000Z"),
      (#"{"seconds":1767323045,"nanos":250123999}"#, "2026-01-02T03:04:05.250123Z"),
      (#"{"seconds":"1767323045","nanoseconds":0}"#, "2026-01-02T03:04:05.000000Z"),
      (#"{"_seconds":1767323045,"_nanoseconds":250123999}"#, "2026-01-02T03:04:05.250123Z"),
    ])
  func times(time: String, expected: String) throws {
    let line = #"{"s":"a-1","t":"T","at":\#(time)}"#
    let event = try event(line, ["stream=s", "type=t", "timestamp=at"])
    #expect(event.timestamp?.rfc3339 == expected)
  }

  @Test(
    "takes for no time what only looks like one",
    arguments: [
      "2026-13-01", "2026-02-30", "2026-01-02 25:00:00", "2026-01-02 03:04:05 CEST", "03:04:05",
      "Fri", "Jan 2026", "2026-01", "1.0.0", "12 monkeys", "may", "2026-01-02 or later",
    ])
  func noTimes(text: String) throws {
    let line = #"{"s":"a-1","t":"T","at":"\#(text)"}"#
    #expect(try event(line, ["stream=s", "type=t", "timestamp=at"]).timestamp == nil)
  }

  @Test(
    "takes for no time arrays and objects that are none",
    arguments: [
      "[2026,13,2]", "[2026,1]", "[2026,1,2,3]", "[2026,1,2,3,4,5,6,7]", "[2026,1,2,-3,4]",
      #"["2026",1,2]"#, "[]", "{}", #"{"nanos":5}"#, #"{"seconds":1,"zone":2}"#,
      #"{"seconds":"soon"}"#,
      #"{"seconds":9223372036854775807}"#,
    ])
  func noStructuredTimes(value: String) throws {
    let event = try event(
      #"{"s":"a-1","t":"T","at":\#(value)}"#, ["stream=s", "type=t", "timestamp=at", "data=rest"])
    #expect(event.timestamp == nil)
  }

  @Test("takes whole numbers out of strings, as some logs have them")
  func numbersInStrings() throws {
    let line = #"{"s":"a-1","t":"T","v":"41","p":"9007199254740993"}"#
    let event = try event(line, ["stream=s", "type=t", "version=v", "position=p"])
    #expect(event.shownVersion == 41)
    #expect(event.shownPosition == 9_007_199_254_740_993)
  }

  @Test(
    "makes a line damage that has no stream or no type",
    arguments: [
      (#"{"t":"T"}"#, "stream"), (#"{"s":{},"t":"T"}"#, "stream"), (#"{"s":"a"}"#, "type"),
    ])
  func damage(line: String, role: String) throws {
    let log = EventLog.inMemory(
      lines: [line], mapping: try EnvelopeMapping(arguments: ["stream=s", "type=t"]))
    guard case .damaged(let damage) = try log.event(at: 1) else {
      Issue.record("the line was read")
      return
    }
    #expect(damage.reason.contains(role))
  }

  @Test(
    "costs an event the role that cannot be read, and says so",
    arguments: [
      (#""v":1.5"#, "version", "the version \"1.5\" is no whole number"),
      (#""v":"1.0.0""#, "version", "the version \"1.0.0\" is no whole number"),
      (#""v":9223372036854775807"#, "version", "is beyond 62 bits"),
      (#""v":-9223372036854775808"#, "version", "is beyond 62 bits"),
      (#""at":9e21"#, "timestamp", "is no time"), (#""at":-9e21"#, "timestamp", "is no time"),
      (#""at":"soon""#, "timestamp", "the time \"soon\" is no time"),
      (#""at":"""#, "timestamp", "is no time"), (#""at":{"a":1}"#, "timestamp", "is no time"),
      (#""c":["x"]"#, "category", "the category [\"x\"] is no name"),
      (#""i":{}"#, "id", "the id {} is no name"),
    ])
  func unread(member: String, role: String, reason: String) throws {
    let log = EventLog.inMemory(
      lines: [#"{"s":"a-1","t":"T","d":{"n":1},\#(member)}"#],
      mapping: try EnvelopeMapping(arguments: [
        "stream=s", "category=c", "type=t", "version=v", "timestamp=at", "id=i", "data=d",
      ]))
    let event = try #require(try log.event(at: 1).record)
    #expect(event.shownVersion == 1)
    #expect(event.timestamp == nil)
    #expect(event.id == nil)
    #expect(event.data.description == #"{"n":1}"#)
    #expect(log.index.unreadCount == 1)
    #expect(log.index.unreadRoles(at: 1).map(\.rawValue) == [role])
    var problems: [LogProblem] = []
    try LogVerifier(log.snapshot()).run { problems.append($0) }
    #expect(problems.map(\.kind) == [.unread])
    #expect(problems.first?.message.contains(reason) == true, "\(problems)")
    #expect(problems.first?.line == 1)
  }

  @Test(
    "leaves nothing unread where a role is absent or is read after all",
    arguments: ["", #","v":null,"at":null"#, #","v":5.0"#, #","at":"","created":"2026-01-02"}"#])
  func nothingUnread(members: String) throws {
    let line = #"{"s":"a-1","t":"T"\#(members.hasSuffix("}") ? members : members + "}")"#
    let log = EventLog.inMemory(
      lines: [line],
      mapping: try EnvelopeMapping(arguments: [
        "stream=s", "type=t", "version=v", "timestamp=at,created",
      ]))
    #expect(log.index.damagedPositions == [])
    #expect(log.index.unreadCount == 0)
  }

  @Test(
    "refuses what is no mapping, and says what to write",
    arguments: [
      (["stream"], "ROLE=SOURCE"), (["color=red"], "there is no role"), (["stream=a"], "type"),
      (["stream=a", "stream=b", "type=t"], "twice"), (["stream=", "type=t"], "empty"),
      (["stream=a[", "type=t"], "path"), (["stream=key a[", "type=t"], "path"),
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
      "metadata=\"rest\",\"a\\\",b\",\"\u{361}\",rest", "correlation=key event,value .,rest a.b",
      #"causation=logs[0].sev,[1],.,@folder,@file,="a+b","key a""#,
    ]
    expectNoDifference(try EnvelopeMapping(arguments: arguments).arguments, arguments)
  }

  @Test("is guessed for unknown keys, as arguments that can be given back")
  func guess() throws {
    let line =
      #"{"history":"h","eventId":"1","eventTime":"2026-01-07T01:45:58Z","eventType":"T","#
      + #""startedEventAttributes":{"a":1}}"#
    let sample = LogSample([try JSONText(line)], file: "h.jsonl")
    let guess = try #require(UnknownMappingError(sample, SampleFacts(sample))).guess
    expectNoDifference(
      guess.arguments,
      [
        "stream=history", "type=eventType", "version=eventId", "timestamp=eventTime",
        "data=*EventAttributes", "metadata=rest",
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

  @Test("keeps the categories that a mapping says, however few streams each has")
  func saidCategories() throws {
    let lines = (1...4).map { #"{"s":"trip-\#($0)","t":"T","kind":"k\#($0)"}"# }
    let log = EventLog.inMemory(
      lines: lines,
      mapping: try EnvelopeMapping(arguments: ["stream=s", "category=kind", "type=t"]),
      name: "trips")
    #expect(log.index.categories.map(\.name) == ["k1", "k2", "k3", "k4"])
  }
}
