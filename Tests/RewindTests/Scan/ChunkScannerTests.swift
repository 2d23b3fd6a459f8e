import Testing

@testable import Rewind

@Suite("Scanning a log's lines")
struct ChunkScannerTests {
  private static func line(_ position: Int, _ stream: String, data: String = "{}") -> String {
    #"{"position":\#(position),"stream_id":"\#(stream)","version":1,"type":"Moved","#
      + #""id":"\#(position)","timestamp":"2025-01-01T00:00:44.236316Z","data":\#(data)}"#
  }

  private static func scan(_ text: String) throws -> ScannedChunk {
    let files = MemoryFiles(Array(text.utf8))
    let file = try #require(try files.list().first)
    var scanner = ChunkScanner(
      files, CompiledMapping(.rewind, isStore: true), keepsBytes: false)
    return try scanner.scan(file, range: 0..<file.size, size: file.size)
  }

  @Test("numbers streams in the order of their lines, whatever way a line is spelled")
  func order() throws {
    // Every seventh line has an escape, and so is read by way of the mapping.
    let streams = (0..<1000).map { $0 % 7 == 3 ? #"\u0041-\#($0 / 3)"# : "a-\($0 / 2)" }
    let names = streams.map { $0.replacing(#"\u0041"#, with: "A") }
    let lines = streams.enumerated().map { Self.line($0 + 1, $1) + "\n" }
    let chunk = try Self.scan(lines.joined())
    var expected: [String] = []
    for name in names where !expected.contains(name) { expected.append(name) }
    #expect(chunk.newStreams.map { String(decoding: $0.name, as: UTF8.self) } == expected)
    #expect(chunk.lines.map { expected[Int($0.stream)] } == names)
  }

  @Test("takes a line with a NUL for damage, and no other line of the same stretch")
  func nul() throws {
    let lines = [
      Self.line(1, "a-1"), Self.line(2, "a-2", data: "{\"a\":\"\u{0}\"}"), Self.line(3, "a-3"),
    ]
    let chunk = try Self.scan(lines.map { $0 + "\n" }.joined())
    #expect(chunk.lines.map(\.stream) == [0, ScannedLine.damaged, 1])
  }

  @Test("names the streams of lines before one that is longer than what is read at once")
  func long() throws {
    let data = "\"" + String(repeating: "x", count: 3 << 20) + "\""
    let lines = [Self.line(1, "a-1"), Self.line(2, "a-2", data: data), Self.line(3, "a-1")]
    let chunk = try Self.scan(lines.map { $0 + "\n" }.joined())
    #expect(chunk.lines.map(\.stream) == [0, 1, 0])
  }
}
