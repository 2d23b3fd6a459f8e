import Foundation
import TestSupport
import Testing

@testable import Rewind

/// The page about logs of other programs says what is so.
@Suite("The page about foreign logs")
struct ForeignLogGuideTests {
  /// A row of the table of examples.
  struct Example: Sendable, CustomTestStringConvertible {
    let line: String
    let mapping: String
    let read: String

    var testDescription: String { mapping }
  }

  /// The rows whose three cells are code, under `line | mapping | read`.
  private static func examples() throws -> [Example] {
    try rows(under: "| line | mapping | read |")
      .map { Example(line: $0[0], mapping: $0[1], read: $0[2]) }
  }

  /// The rows of the table with a header, whose cells are code.
  private static func rows(under header: String) throws -> [[String]] {
    let page = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent()
      .appendingPathComponent("../../../Sources/Rewind/Rewind.docc/ForeignLogs.md")
    let lines = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "\n")
    let table = lines.drop { $0 != header }.dropFirst(2).prefix { $0.hasPrefix("|") }
    return table.map { $0.dropFirst(3).dropLast(3).components(separatedBy: "` | `") }
  }

  @Test("has examples that are read as it says", arguments: try Self.examples())
  func example(example: Example) throws {
    let log = EventLog.inMemory(
      lines: [example.line], mapping: try EnvelopeMapping(line: example.mapping))
    let event = try #require(try log.event(at: 1).record)
    let read = [
      event.stream.rawValue, "\(event.shownVersion)", event.type,
      event.timestamp?.rfc3339 ?? "none", event.data.description,
    ]
    #expect(read.joined(separator: " · ") == example.read)
  }

  /// The rows whose two cells are code, under `file | lines`.
  private static func files() throws -> [(file: String, lines: String)] {
    try rows(under: "| file | lines |").map { ($0[0], $0[1]) }
  }

  @Test("has files that are turned into the lines it says", arguments: try Self.files())
  func file(file: String, lines: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("log", file.replacingOccurrences(of: " ⏎ ", with: "\n"))
    let files = ReadOnlyFiles { () throws(LogFileError) in [folder.path("log")] }
    _ = try files.list()
    files.waitUntilWhole { _, _ in true }
    let list = try files.list()
    let text = String(decoding: try files.bytes(list[0].name, 0..<list[0].size), as: UTF8.self)
    #expect(text.split(separator: "\n").joined(separator: " ⏎ ") == lines)
  }

  /// The rows whose two cells are code, under `stream | category`.
  private static func names() throws -> [(stream: String, category: String)] {
    try rows(under: "| stream | category |").map { ($0[0], $0[1]) }
  }

  @Test("has names of streams whose categories are what it says", arguments: try Self.names())
  func category(stream: String, category: String) throws {
    // Streams of one more category keep the names from being one by one in categories of their own.
    let others = (1...9).map { #"{"s":"other-\#($0)","t":"T"}"# }
    let log = EventLog.inMemory(
      lines: [#"{"s":"\#(stream)","t":"T"}"#] + others,
      mapping: try EnvelopeMapping(arguments: ["stream=s", "type=t"]), name: "app")
    let id = try #require(log.index.streamID(named: stream))
    #expect(log.index.categoryName(log.index.stream(id).category) == category)
  }

  private static func orders() throws -> [(logged: String, folded: String)] {
    try rows(under: "| versions in the log | folded as |").map { ($0[0], $0[1]) }
  }

  @Test("has versions that are folded in the order that it says", arguments: try Self.orders())
  func order(logged: String, folded: String) throws {
    let lines = logged.components(separatedBy: ", ").map { #"{"s":"a","v":\#($0),"t":"T"}"# }
    let log = EventLog.inMemory(
      lines: lines, mapping: try EnvelopeMapping(arguments: ["stream=s", "version=v", "type=t"]))
    let events = try log.snapshot().events(of: "a")
    let versions = events.compactMap(\.record).map { "\($0.shownVersion)" }
    #expect(versions.joined(separator: ", ") == folded)
  }

  /// The rows whose two cells are code, under `printed | read`.
  private static func outputs() throws -> [(printed: String, read: String)] {
    try rows(under: "| printed | read |").map { ($0[0], $0[1]) }
  }

  @Test(
    "has output of commands that is read as it says, without a mapping",
    arguments: try Self.outputs())
  func output(printed: String, read: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("printed", printed.replacingOccurrences(of: " ⏎ ", with: "\n") + "\n")
    let input = try LogInput(running: "cat '\(folder.path("printed"))'")
    let log = try EventLog.open(input)
    try log.refresh()
    let snapshot = log.snapshot()
    let events = try (1...snapshot.index.eventCount).map { position in
      let event = try #require(try snapshot.event(at: position).record)
      return [
        event.stream.rawValue, "\(event.shownVersion)", event.type,
        event.timestamp?.rfc3339 ?? "none", event.data.description,
      ].joined(separator: " · ")
    }
    #expect(events.joined(separator: " ⏎ ") == read)
  }

  @Test("has a table of them")
  func table() throws {
    #expect(try Self.examples().count > 10)
    #expect(try Self.names().count > 5)
    #expect(try Self.outputs().count > 5)
    #expect(try Self.orders().count > 3)
  }
}
