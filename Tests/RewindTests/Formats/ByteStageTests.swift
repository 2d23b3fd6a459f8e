import TestSupport
import Testing

@testable import Rewind

/// What lines are made of documents, tables and compressed bytes, however these come.
struct ByteStageTests {
  @Test(
    arguments: [
      // Elements of arrays, documents that follow each other, arrays a line.
      (#"[{"a":1},{"a":2}]"#, [#"{"a":1}"#, #"{"a":2}"#]),
      ("[\n  {\n    \"a\" : [1, 2],\n\t\"b\": {}\r\n  }\n]\n", [#"{"a":[1,2],"b":{}}"#]),
      ("{\n\"a\":1}\n{\"a\":\n2}", [#"{"a":1}"#, #"{"a":2}"#]),
      ("[{\"a\":1}]\n[{\"a\":2},{\"a\":3}]", [#"{"a":1}"#, #"{"a":2}"#, #"{"a":3}"#]),
      // Texts keep their space, brackets and escapes, numbers their digits.
      (#"[{"a":" x [ { \" \\", "n": 1.50e+2}]"#, [#"{"a":" x [ { \" \\","n":1.50e+2}"#]),
      // What is no event stays a line of its own.
      (#"[1, "x", null, {"a":1}, [2, 3]]"#, ["1", #""x""#, "null", #"{"a":1}"#, "[2,3]"]),
      (#"[{"a":1}] ] } {"a":2}"#, [#"{"a":1}"#, "]", "}", #"{"a":2}"#]),
      ("[{\"a\":\"b\nc\"}]", ["{\"a\":\"b\u{B}c\"}"]),
      (#"[{"a":1},{"a":"#, [#"{"a":1}"#, #"{"a":"#]),
      ("[]", []), ("", []),
      // Text sequences: a document that was cut costs the next nothing.
      (
        "\u{1E}{\"a\":1}\n\u{1E}{\"a\":\"x\u{1E}[{\"a\":2}]\n",
        [#"{"a":1}"#, #"{"a":"x"#, #"{"a":2}"#]
      ),
    ])
  func documents(_ text: String, _ lines: [String]) throws {
    try expectLines(of: text, lines) { DocumentReader() }
  }

  @Test(
    arguments: [
      (#"{"events":[{"a":1},{"a":2}],"more":[{"b":1}]}"#, [#"{"a":1}"#, #"{"a":2}"#]),
      (#"{"x":{"events":[{"b":1}]},"events":[{"a":1}]}"#, [#"{"a":1}"#]),
      (#"{"x":[{"events":[{"b":1}]}],"events":[]}"#, []),
      (#"{"events":[{"a":1}]} {"events":[{"a":2}]}"#, [#"{"a":1}"#, #"{"a":2}"#]),
      (#"{"other":1}"#, ["\u{1A}a document has no array at events"]),
      (#"{"events":"none"}"#, ["\u{1A}a document has no array at events"]),
      (#"{"events":[{"a":1}"#, [#"{"a":1}"#, "\u{1A}a document ends in the middle"]),
    ])
  func arraysWithin(_ text: String, _ lines: [String]) throws {
    try expectLines(of: text, lines) { DocumentReader(each: ["events"]) }
  }

  @Test("the way to the events leads through each element of an array on it")
  func arraysOnTheWay() throws {
    try expectLines(
      of: #"[{"a":[{"b":[{"n":1},{"n":2}],"c":[{"b":[{"x":1}]}]},{"b":[]},{"b":[{"n":3}]}]}]"#,
      [#"{"n":1}"#, #"{"n":2}"#, #"{"n":3}"#]
    ) { DocumentReader(each: ["a", "b"]) }
  }

  @Test(
    "of arrays that events are grouped in, each event says which it is from",
    arguments: [
      (
        #"{"a-1":[{"n":1},{}],"b \"":[ { "n":2 } ],"x":1}"#,
        [#"{"array":"a-1","n":1}"#, #"{"array":"a-1"}"#, #"{"array":"b \"","n":2}"#]
      ),
      (#"[{"a":[{"b":[]}],"c":{"d":[{}]}}]"#, [#"{"array":"a","b":[]}"#]),
      (#"{"a":[1,{"n":[{"m":1}]}]}"#, ["1", #"{"array":"a","n":[{"m":1}]}"#]),
      (#"{"a":[{"n":1}"#, [#"{"array":"a","n":1}"#, "\u{1A}a document ends in the middle"]),
    ])
  func groups(_ text: String, _ lines: [String]) throws {
    try expectLines(of: text, lines) { DocumentReader(isGrouped: true) }
  }

  @Test func anArrayDeeperDown() throws {
    try expectLines(
      of: #"{"events":[{"b":1}],"a":{"events":[{"a":1}]}}"#, [#"{"a":1}"#]
    ) { DocumentReader(each: ["a", "events"]) }
  }

  @Test(
    arguments: [
      // Quotes, doubled quotes, separators and newlines within them, \r\n, no newline at the end.
      ("a,b\n1,x\n", [#"{"a":1,"b":"x"}"#]),
      ("a,b\r\n\"x, \"\"y\"\"\",\"1\n2\"\r\n", [#"{"a":"x, \"y\"","b":"1\n2"}"#]),
      ("a,b\n1,2", [#"{"a":1,"b":2}"#]),
      // Nothing is null, a quoted nothing a text; JSON is opened, quoted or not.
      ("a,b,c\n,\"\",\\N\n", [#"{"a":null,"b":"","c":null}"#]),
      ("a,b\n\"{\"\"x\"\": 1}\",[1]\n", [#"{"a":{"x": 1},"b":[1]}"#]),
      ("a,b\n{x,1\n", [#"{"a":"{x","b":1}"#]),
      // Numbers only as JSON spells them, and short; digests and numbers with zeros before stay texts.
      (
        "a,b,c,d,e\n007,-1.5,12e4567,12345678901234567,true\n",
        [#"{"a":"007","b":-1.5,"c":"12e4567","d":"12345678901234567","e":true}"#]
      ),
      ("a,b\n1-2,2026-01-01\n", [#"{"a":"1-2","b":"2026-01-01"}"#]),
      // Names that are missing or there already, a line for spreadsheets, rows that do not fit, empty rows.
      ("a,,a\n1,2,3\n", [#"{"a":1,"column_2":2,"a_3":3}"#]),
      ("sep=,\na,b\n1,2\n\n3,4\n", [#"{"a":1,"b":2}"#, #"{"a":3,"b":4}"#]),
      (
        "a,b\n1\n1,2,3\n4,5\n",
        [Self.note("1 field", 2, "1"), Self.note("3 fields", 3, "1,2,3"), #"{"a":4,"b":5}"#]
      ),
      // A row that has not ended is none yet.
      ("a,b\n1,2\n3", [#"{"a":1,"b":2}"#]),
      ("a,b\n1,2\n3,\"x\n", [#"{"a":1,"b":2}"#]),
      // A quote that is never closed costs its line, wherever the row would end.
      ("a,b\n\"x\ny,1\n", [Self.note(nil, 2, "\"x"), #"{"a":"y","b":1}"#]),
      (
        "a,b\n1,\"x\n2,y\n3,\"z\"\n4,5\n",
        [Self.note(nil, 2, "1,\"x"), #"{"a":2,"b":"y"}"#, #"{"a":3,"b":"z"}"#, #"{"a":4,"b":5}"#]
      ),
      ("a,b\n1,\"x\n2,\"y\n3,4\n", [Self.note(nil, 2, "1,\"x 2,\"y"), #"{"a":3,"b":4}"#]),
      ("a,b\n1,\"x\" y\n", [#"{"a":1,"b":"x y"}"#]),
      ("a,b\n1,\"x\ny\",2\n3,4\n", [Self.note("3 fields", 2, "1,\"x y\",2"), #"{"a":3,"b":4}"#]),
    ])
  func tables(_ text: String, _ lines: [String]) throws {
    try expectLines(of: text, lines) { TableReader(separator: UInt8(ascii: ",")) }
  }

  /// A row that is no event: it has so many fields and the header two, or an open quote.
  private static func note(_ fields: String?, _ line: Int, _ row: String) -> String {
    "\u{1A}\(fields.map { "\($0), and the header 2" } ?? "a quote in it is not closed")"
      + "\u{1F}\(line)\u{1F}\(row)"
  }

  @Test("rows have the numbers of their lines, and what has not ended is told")
  func numbersOfRows() {
    var reader = TableReader(separator: UInt8(ascii: ","))
    let text = "sep=,\r\na,b\n\n1,\"x\ny\"\n2,3\n4\n5,\"z\nz"
    var output: [UInt8] = []
    Array(text.utf8).withUnsafeBytes { reader.take($0, to: &output) }
    reader.finish(to: &output)
    #expect(reader.takeShifts().map { [$0.line, $0.by] } == [[1, 3], [2, 4]])
    #expect(reader.takeShifts().isEmpty)
    #expect(
      reader.unfinished
        == SpoolNote(
          "a quote in the last row is not closed", line: 8, text: Array("5,\"z z".utf8)))
  }

  @Test(
    arguments: [
      ("a\tb\n1\t\\N\n", [#"{"a":1,"b":null}"#]),
      ("a\tb\nx\\ty\tz\\\\\n", [#"{"a":"x\ty","b":"z\\"}"#]),
      // PostgreSQL escapes the backslashes of JSON, a spreadsheet does not.
      ("a\tb\n{\"x\":\"1\\\\n2\"}\t1\n", [#"{"a":{"x":"1\n2"},"b":1}"#]),
      ("a\tb\n{\"x\":\"1\\n2\"}\t1\n", [#"{"a":{"x":"1\n2"},"b":1}"#]),
    ])
  func tabbedTables(_ text: String, _ lines: [String]) throws {
    try expectLines(of: text, lines) { TableReader(separator: UInt8(ascii: "\t")) }
  }

  /// Holds what a stage makes of a text against lines, whole, byte by byte and in random parts.
  private func expectLines(
    of text: String, _ lines: [String], _ stage: () -> some ByteStage
  ) throws {
    var random = SeededRandom(seed: 7)
    for length in [text.utf8.count, 1, 2, 3, 0] {
      var stage = stage()
      var output: [UInt8] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        let part = rest.prefix(length > 0 ? length : Int.random(in: 1...9, using: &random))
        rest = rest.dropFirst(part.count)
        try part.withUnsafeBytes { try stage.take($0, to: &output) }
      }
      try stage.finish(to: &output)
      let expected = lines.map { $0 + "\n" }.joined()
      #expect(String(decoding: output, as: UTF8.self) == expected)
    }
  }
}
