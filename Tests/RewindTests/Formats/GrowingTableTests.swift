import Foundation
import Platform
import TestSupport
import Testing

@testable import Rewind

@Suite("Tables that are still being written")
struct GrowingTableTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path(name)))
    return folder.path(name)
  }

  private func read(_ paths: [String]) throws -> EventLog {
    let log = try EventLog.open(paths)
    try log.refresh()
    return log
  }

  private func problems(of log: EventLog) throws -> [String] {
    var found: [String] = []
    try LogVerifier(log.snapshot()).run { found.append($0.message) }
    return found
  }

  @Test("a row of a table that is being written is no event and no damage, and grows to one")
  func rowByPieces() throws {
    let header = "seq_id,stream_id,version,data,type\n1,a,1,{},A\n"
    let path = try write("table.csv", Array(header.utf8))
    let files = ReadOnlyFiles(patience: WriterPatience(milliseconds: 0)) {
      () throws(LogFileError) in [path]
    }
    let log = EventLog(
      name: "table", files: files, mapping: try read([path]).mapping,
      isStore: false)
    try log.refresh()
    for (text, count, told) in [
      ("2,a", 1, "the last row, which no newline ends, has 2 fields, and the header 5"),
      ("2,a,2,\"{\"\"x\"\":\n", 1, "a quote in the last row is not closed"),
      ("2,a,2,\"{\"\"x\"\":\n1}\",B\n", 2, nil),
      ("2,a,2,\"{\"\"x\"\":\n1}\",B\n3,b,1,,C", 3, nil),
    ] {
      _ = try write("table.csv", Array((header + text).utf8))
      let before = log.index.eventCount
      #expect(try log.refresh() == (count > before ? .grown : .none), "\(text)")
      #expect(log.index.eventCount == count && log.index.damage.isEmpty)
      #expect(
        try problems(of: log)
          == (told.map { ["\($0); it was cut or is still being written"] } ?? []))
    }
  }

  @Test("while a table's writer is waited for, its last row is not shown, be it whole or not")
  func rowIsWaitedFor() throws {
    let path = try write(
      "table.csv", Array("seq_id,stream_id,version,data,type\n1,a,1,{},A\n2,a,2,{},B".utf8))
    let input = try SystemFile(path, .readingFile)
    let lines = try LineSpool(
      name: path, mapping: nil, room: SpoolRoom(), patience: WriterPatience(milliseconds: .max)
    ) { () throws(SystemError) in input }
    lines.waitForBeginning()
    #expect(!lines.isWhole)
    #expect(try shown(lines).hasSuffix(#""type":"A"}"# + "\n"))
    let writer = try SystemFile(path, .appending)
    try writer.write(Array("B\n".utf8))
    while !lines.isWhole { lines.wait(atMostMilliseconds: 100) }
    #expect(try shown(lines).hasSuffix(#""type":"BB"}"# + "\n"))
  }

  private func shown(_ lines: LineSpool) throws -> String {
    var bytes = [UInt8](repeating: 0, count: try lines.asFile().size)
    _ = try bytes.withUnsafeMutableBytes { try lines.read(at: 0, into: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("problems of a table stand at the lines of its rows")
  func linesOfRows() throws {
    let path = try write(
      "table.csv",
      Array(
        "seq_id,stream_id,version,data,type\n1,a,1,\"{\n}\",A\n2,a\n3,a,x,{},B\n4,a,4,\"{},C\n5,a,5,{},D\n"
          .utf8))
    let log = try read([path])
    var found: [String] = []
    try LogVerifier(log.snapshot()).run { problem in
      if problem.kind != .gap { found.append("\(problem.line ?? 0): \(problem.message)") }
    }
    #expect(
      found == [
        "4: 2 fields, and the header 5", #"5: the version "x" is no whole number"#,
        "6: a quote in it is not closed",
      ])
    guard case .damaged(let line) = try log.snapshot().event(at: 2) else {
      Issue.record("no damage")
      return
    }
    #expect(line.place == "line 4" && String(decoding: line.bytes, as: UTF8.self) == "2,a")
  }
}
