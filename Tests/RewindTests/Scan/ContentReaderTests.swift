import Testing

@testable import Rewind

@Suite("Why a line is no event")
struct ContentReaderTests {
  private static let event =
    #"{"position":1,"stream_id":"a-1","version":1,"type":"T","id":"1","#
    + #""timestamp":"2025-01-01T00:00:44.236316Z","data":{"n":1}}"#

  private static func reason(_ damage: Damage.Kind, of line: String, length: Int? = nil) -> String {
    var reader = ContentReader(CompiledMapping(.rewind, isStore: true))
    let bytes = Array(line.utf8)
    return bytes.withUnsafeBytes { reader.reason(damage, of: $0, length: length ?? bytes.count) }
  }

  @Test("is told by the line, where that shows it")
  func line() {
    #expect(Self.reason(.line, of: Self.event + "x").hasPrefix("no valid JSON: "))
    #expect(Self.reason(.line, of: "[]") == "no JSON object")
    #expect(Self.reason(.line, of: "{}").hasPrefix("no stream at "))
    let long = Self.reason(.line, of: Self.event, length: ChunkScanner.lineLimit + 1)
    #expect(long == "longer than 64 MiB")
  }

  @Test("is told by the lines around it, where it is an event by itself")
  func order() {
    #expect(
      Self.reason(.incompleteCommit, of: Self.event)
        == "part of an append that was never finished")
    #expect(
      Self.reason(.line, of: Self.event) == "not the event that the log's order calls for")
  }
}
