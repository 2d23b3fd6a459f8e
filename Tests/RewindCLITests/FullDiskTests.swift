import Foundation
import TestSupport
import Testing

/// A limit of the size of files stands for a disk that is full: the write is cut short, then refused.
@Suite("A disk without room")
struct FullDiskTests {
  let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    _ = try program.run("init", "store")
  }

  /// Appends lines while no file may grow beyond so many blocks of 1,024 bytes.
  private func append(_ lines: String, blocks: Int) throws -> Outcome {
    try program.file("lines", lines)
    return try program.shell("ulimit -f \(blocks); exec \"$0\" append --from lines -l store")
  }

  private func lines(_ range: Range<Int>) -> String {
    let text = String(repeating: "x", count: 1000)
    return range.map {
      "{\"stream_id\":\"s-\($0)\",\"type\":\"Counted\",\"data\":{\"n\":\($0),\"text\":\"\(text)\"}}\n"
    }.joined()
  }

  @Test("an append that does not fit says so and leaves nothing; where there is room, it goes on")
  func full() throws {
    let outcome = try append(lines(0..<20), blocks: 8)
    #expect(outcome.status == 2)
    #expect(outcome.lines.count == 6)
    #expect(outcome.errors.contains("0000000000000001.jsonl: cannot write: File too large"))
    #expect(try program.run("events", "-l", "store").lines.count == 6)
    #expect(try program.run("verify", "--deep", "-l", "store").status == 0)
    #expect(try append(lines(6..<20), blocks: 1024).status == 0)
    let events = try program.run("events", "--json", "-l", "store")
    #expect(events.lines.count == 20)
    #expect(try program.run("verify", "--deep", "-l", "store").status == 0)
  }
}
