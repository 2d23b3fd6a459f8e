import Testing

@testable import Rewind

/// The format that a file is taken to have, by what it begins with.
struct FileFormatTests {
  @Test(
    arguments: [
      (#"{"type":"A"}"# + "\n" + #"{"type":"B"}"#, FileFormat.lines),
      (#"{"type":"A"}"#, .lines),
      // Damage among lines, and text that is no JSON at all.
      (#"{"type":"A"}"# + "\n{\"ty\n" + #"{"type":"B"}"#, .lines),
      ("{\"type\":\"A\n" + #"{"type":"B"}"# + "\n" + #"{"type":"C"}"#, .lines),
      ("one\ntwo, three\nfour\n", .lines), ("[2026-01-01] begun\n", .lines), ("", .lines),
      ("# a comment\n" + #"{"type":"A"}"# + "\n", .lines),
      // Arrays, documents over several lines.
      (#"[{"type":"A"}]"#, .documents(each: [])), (" [\n", .lines), ("[]", .documents(each: [])),
      ("{\n  \"type\": \"A\"\n}\n{\n  \"type\": \"B\"\n}", .documents(each: [])),
      ("{\n  \"type\": \"A\",\n  \"items\": [\n {},\n {} ] }", .documents(each: [])),
      // Documents one behind the other on a line, as Firehose writes them, but not one such line among others.
      (#"{"type":"A"}{"type":"B"}{"type":"C"}"#, .documents(each: [])),
      (#"{"type":"A"} {"type":"B"}"# + "\n" + #"{"type":"C"}{"type":"D"}"#, .documents(each: [])),
      (#"{"type":"A"}{"type":"B"}"# + "\n" + #"{"type":"C"}"#, .lines),
      (#"{"type":"A"}, and so on"#, .lines), (#"{"type":"A"} {no JSON"#, .documents(each: [])),
      (#"{"events":[{"type":"A"}]}{"events":[{"type":"B"}]}"#, .documents(each: ["events"])),
      // One object that holds the array; not where it says what happened.
      (#"{"events":[{"type":"A"},{"type":"B"}]}"#, .documents(each: ["events"])),
      (#"{"events":[{"type":"A"}]}"#, .documents(each: ["events"])),
      (
        "{\n\"took\": 1, \"hits\": {\n \"total\": 2, \"hits\": [ {\"a\":1}, {\"a\":2} ] } }",
        .documents(each: ["hits", "hits"])
      ),
      (
        #"{"links":[{"a":1},{"a":2},{"a":3}],"entries":[{"type":"A"},{"type":"B"}]}"#,
        .documents(each: ["entries"])
      ),
      (#"{"type":"Placed","items":[{"sku":1},{"sku":2}]}"#, .lines),
      (#"{"kind":"Placed","items":[{"sku":1},{"sku":2}]}"#, .lines),
      (#"{"kind":"EventList","items":[{"reason":"Started"}]}"#, .documents(each: ["items"])),
      (#"{"events":[{"type":"A"}]}"# + "\n" + #"{"events":[{"type":"B"}]}"#, .lines),
      // Nor where it has a stream or a time, and the elements say neither what happened nor when.
      (#"{"order":"o-1","ev":"Created","items":[{"sku":1},{"sku":2}]}"#, .lines),
      (#"{"at":"2026-01-01","body":{"items":[{"sku":1},{"sku":2}]}}"#, .lines),
      (
        #"{"order":"o-1","rows":[{"ev":"A","at":1},{"ev":"B","at":2}]}"#, .documents(each: ["rows"])
      ),
      (
        #"{"time":5,"hits":{"hits":[{"_source":{"@timestamp":"2026-01-01"}}]}}"#,
        .documents(each: ["hits", "hits"])
      ),
      (#"{"page":1,"items":[{"sku":1},{"sku":2}]}"#, .documents(each: ["items"])),
      // Several events of a known system in one document, though it is a line.
      (
        #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[]}]}]}"# + "\n{}",
        .documents(each: ["resourceLogs", "scopeLogs", "logRecords"])
      ),
      (
        #"{"resourceSpans":[{},{"scopeSpans":[{"spans":[{}]}]}]}"#,
        .documents(each: ["resourceSpans", "scopeSpans", "spans"])
      ),
      (
        #"{"data":[{"spans":[{"spanID":"a"}]}],"errors":null}"#,
        .documents(each: ["data", "spans"])
      ),
      (#"{"resourceSpans":"none"}"# + "\n{}", .lines),
      (
        #"{"change":[{"kind":"insert","table":"a"}]}"# + "\n" + #"{"change":[]}"#,
        .documents(each: ["change"])
      ),
      (#"{"xid":7,"change":[{"kind":"insert","table":"a"}]}"# + "\n{}", .lines),
      (#"{"change":[{"kind":"insert"}]}"# + "\n{}", .lines),
      (
        #"{"Records":[{"EventSource":"aws:sns"}]}"# + "\n" + #"{"Records":[]}"#,
        .documents(each: ["Records"])
      ),
      // Text sequences, each document behind a byte of its own.
      ("\u{1E}{\"type\":\"A\"}\n\u{1E}{\"type\":\"B\"}\n", .documents(each: [])),
      // Tables.
      ("id,type\n1,A\n2,B\n", .table(separator: UInt8(ascii: ","))),
      ("id;type;note\n1;A;\"x,y\"\n", .table(separator: UInt8(ascii: ";"))),
      ("id\ttype\n1\tA\n", .table(separator: UInt8(ascii: "\t"))),
      ("sep=;\nid;type\n1;A\n", .table(separator: UInt8(ascii: ";"))),
      ("id,data\n1,\"{\n}\"\n", .table(separator: UInt8(ascii: ","))),
      ("\"id\", \"type\"\r\n1, 2\r\n", .table(separator: UInt8(ascii: ","))),
      // Half of the rows may be bad below a header of names.
      ("id,type,at\n1,A\n2,B,5\n", .table(separator: UInt8(ascii: ","))),
      ("id,type,at\n1,A,5\n2\n3,B,5\n4,C,5\n", .table(separator: UInt8(ascii: ","))),
      // Below three names one good row is no chance; below two it may be.
      ("id,type,at\n1,A\n2\n3,B,5\n", .table(separator: UInt8(ascii: ","))),
      ("id,type\n1\n2\n3,B\n", .lines), ("One, two, three\nfour\nfive\nsix, 7, 8\n", .lines),
      ("Started, at last\nDone, finally\nNothing\n", .lines),
      // Lines with something before their objects are none.
      ("data: {\"s\":\"a\",\"t\":\"X\"}\n\ndata: {\"s\":\"a\",\"t\":\"Y\"}\n", .lines),
      ("id,type\n", .lines), ("1,2\n3,4\n", .lines),
      ("Started, at last\nDone\nNothing, else, here\n", .lines),
    ])
  func tellsTheFormat(_ text: String, _ format: FileFormat) {
    #expect(FileFormat(of: Array(text.utf8)[...], isWhole: true) == format)
  }

  @Test(
    arguments: [
      (#"{"type":"A"}"# + "\n", FileFormat?.some(.lines)),
      (#"{"type":"A""#, nil), (#"{"events":[{"type":"A"}]}"# + "\n", nil), ("id,type\n1,A\n", nil),
      (#"[{"ty"#, .documents(each: [])), ("[", nil),
    ])
  func tellsAsEarlyAsIsSure(_ text: String, _ format: FileFormat?) {
    #expect(FileFormat(of: Array(text.utf8)[...], isWhole: false) == format)
  }

  @Test func aLongDocumentIsToldByItsBeginning() {
    let events = Array(repeating: #"{"type":"A","note":"x"}"#, count: 40_000)
    let text = #"{"page":1,"events":["# + events.joined(separator: ",") + "]}"
    let head = Array(text.utf8).prefix(FileFormat.headSize)
    #expect(FileFormat(of: head, isWhole: false) == .documents(each: ["events"]))
  }

  @Test func whatAPersonSaysHolds() throws {
    let text = #"{"events":[{"type":"A"},{"type":"B"}]}"#
    #expect(try format(of: text, ["each=."]) == .documents(each: []))
  }

  @Test(
    "a line that a mapping finds an event in is one, whatever array it holds",
    arguments: [
      (["stream=s", "type=w"], FileFormat.lines),
      (["stream=s", "type=w", "data=rest"], .lines),
      (["stream=@file", "type=w"], .lines),
      // It finds none: in the elements it may.
      (["stream=id", "type=kind"], .documents(each: ["events"])),
      (["stream=s", "type=w", "timestamp=when"], .documents(each: ["events"])),
      (["stream==all", "type==Changed", "data=rest"], .documents(each: ["events"])),
    ])
  func aMappingTells(_ mapping: [String], _ format: FileFormat) throws {
    let text = #"{"s":"a-1","w":"A","events":[{"id":1,"kind":"B"},{"id":2,"kind":"C"}]}"#
    #expect(try self.format(of: text, []) == .documents(each: ["events"]))
    #expect(try self.format(of: text, mapping) == format)
    let spread = text.replacing(",", with: ",\n")
    let alone: FileFormat = format == .lines ? .documents(each: []) : format
    #expect(try self.format(of: spread, mapping) == alone)
  }

  @Test("an array is of an event without a mapping, and of a list where a mapping does not fit it")
  func aMappingThatDoesNotFit() throws {
    let text = #"{"order":"o-1","rows":[{"sku":1,"w":"A"},{"sku":2,"w":"B"}]}"#
    #expect(try format(of: text, []) == .lines)
    #expect(try format(of: text, ["stream=sku", "type=w"]) == .documents(each: ["rows"]))
  }

  private func format(of text: String, _ mapping: [String]) throws -> FileFormat? {
    FileFormat(
      of: Array(text.utf8)[...], isWhole: true,
      mapping: mapping.isEmpty ? nil : try EnvelopeMapping(arguments: mapping))
  }

  @Test(
    "what stands around the objects of lines is told, with what takes it off",
    arguments: [
      (
        "event: x\nid: 1\ndata: {\"a\":1}\n\n: beat\ndata:{\"a\":2}\n",
        "a stream of server-sent events", "sed -n 's/^data: *//p'"
      ),
      (
        "2026-01-02T03:04:05Z {\"a\":1}\n2026-01-02T03:04:06Z\t{\"a\":2}\n",
        "a log with a time before each object",
        #"sed -E 's/^([^[:blank:]]+)[[:blank:]]+\{/{"logged_at":"\1",/'"#
      ),
      (
        "shop-1  | {\"a\":1}\nshop-1  | ready\nshop-1  | {\"a\":2}\n",
        "a log with text before each object", "sed 's/^[^{]*//'"
      ),
    ])
  func textAround(_ text: String, _ kind: String, _ command: String) throws {
    let found = try #require(HeadText(Array(text.utf8)[...], isWhole: true))
    #expect(found.kind == kind && found.command == command)
  }

  @Test(
    "text without objects is no such thing",
    arguments: [
      "one\ntwo\n", "data: 1\ndata: 2\n", "see {x}\nsee {y}\n", "  {\"a\":1}\n",
      "a\nb\nc {\"a\":1}\n",
    ])
  func noTextAround(_ text: String) {
    #expect(HeadText(Array(text.utf8)[...], isWhole: true) == nil)
  }

  @Test(
    "arrays side by side hold the events where these are of one kind",
    arguments: [
      (#"{"a-1":[{"type":"A","n":1},{"type":"B","n":2}],"a-2":[{"type":"A","n":3}]}"#, []),
      (#"{"x":1,"d":{"a":[{"type":"A"}],"b":[{"type":"B"}]}}"#, ["d"]),
    ])
  func groups(_ text: String, _ way: [String]) throws {
    #expect(try format(of: text, []) == .documents(each: way, isGrouped: true))
  }

  @Test(
    "an event with lists of its own is no group of events, nor is a page",
    arguments: [
      #"{"order_id":1,"added":[{"type":"a","n":1}],"removed":[{"type":"b","n":2}]}"#,
      #"{"events":[{"type":"A","n":1},{"type":"B","n":2}],"links":[{"rel":"next","href":"x"}]}"#,
      #"{"added":[{"sku":1}],"removed":[{"sku":2}]}"#,
    ])
  func noGroups(_ text: String) throws {
    if case .documents(_, isGrouped: true) = try format(of: text, []) { Issue.record("a group") }
  }
}
