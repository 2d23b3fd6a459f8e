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
    let page = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent()
      .appendingPathComponent("../../../Sources/Rewind/Rewind.docc/ForeignLogs.md")
    let lines = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "\n")
    let table = lines.drop { $0 != "| line | mapping | read |" }.dropFirst(2)
      .prefix { $0.hasPrefix("|") }
    return table.map { row in
      let cells = row.components(separatedBy: "` | `")
      return Example(
        line: String(cells[0].dropFirst(3)), mapping: cells[1], read: String(cells[2].dropLast(3)))
    }
  }

  @Test("has examples that are read as it says", arguments: try Self.examples())
  func example(example: Example) throws {
    let log = EventLog.inMemory(
      lines: [example.line], mapping: try EnvelopeMapping(arguments: Self.words(example.mapping)))
    let event = try #require(try log.event(at: 1).record)
    let read = [
      event.stream.rawValue, "\(event.shownVersion)", event.type,
      event.timestamp?.rfc3339 ?? "none", event.data.description,
    ]
    #expect(read.joined(separator: " · ") == example.read)
  }

  @Test("has a table of them")
  func table() throws {
    #expect(try Self.examples().count > 10)
  }

  /// `a=b c=key d` in its arguments: a word without an equals sign goes on with the one before.
  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").reduce(into: []) { arguments, word in
      if word.contains("=") {
        arguments.append(String(word))
      } else {
        arguments[arguments.count - 1] += " \(word)"
      }
    }
  }
}
