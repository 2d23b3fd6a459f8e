import Foundation
import Glibc
import TestSupport
import Testing

@Suite("The index on disk")
struct KeptIndexTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
  }

  /// Adds events of some streams to the log: more than are quickly read again.
  private func grow(_ round: Int, by count: Int = 9_000) throws {
    let lines = (0..<count).map { number in
      #"{"stream_id":"account-\#((number * 7 + round) % 500)","type":"Counted\#(round)","#
        + #""timestamp":"2026-01-0\#(round % 9 + 1)T00:00:00Z","#
        + #""data":{"n":\#(number),"text":"\#(String(repeating: "x", count: 60))"}}"# + "\n"
    }
    let path = program.path("log.jsonl")
    if !FileManager.default.fileExists(atPath: path) { try program.file("log.jsonl", "") }
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data(lines.joined().utf8))
    try file.close()
  }

  private func answers(cache: String) throws -> [String] {
    program.environment["XDG_CACHE_HOME"] = program.path(cache)
    return try [["types"], ["streams"], ["state", "account-7"]].flatMap { words in
      let answer = try program.run(words + ["-l", "log.jsonl", "--json"])
      #expect(answer.status == 0)
      #expect(answer.errors == "")
      return answer.lines
    }
  }

  @Test("is right, whoever was killed while it was written, and by how many it is read meanwhile")
  func killed() throws {
    for round in 0..<12 {
      try grow(round)
      program.environment["XDG_CACHE_HOME"] = program.path("cache")
      let writers = try (0..<3).map { _ in try program.start("types", "-l", "log.jsonl") }
      // Somewhere in the scan, in what is written behind it, or behind that.
      usleep(.random(in: 0...UInt32(30_000 * (round % 4 + 1))))
      writers[0].signal(SIGKILL)
      _ = writers.map { $0.waitForExit() }
      expectNoDifference(try answers(cache: "cache"), try answers(cache: "none-\(round)"))
    }
  }

  @Test("that is damaged is told of in one line, and made anew")
  func damaged() throws {
    try grow(1)
    let expected = try answers(cache: "cache")
    let logs = program.path("cache/rewind/logs")
    let log = try #require(try FileManager.default.contentsOfDirectory(atPath: logs).first)
    let folder = "\(logs)/\(log)/index"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where name != "index" && name != "lock" {
      let file = URL(fileURLWithPath: "\(folder)/\(name)")
      try Data(repeating: 3, count: Data(contentsOf: file).count).write(to: file)
    }
    let answer = try program.run("streams", "-l", "log.jsonl")
    #expect(answer.status == 0)
    #expect(
      answer.errors == "rewind: log: the index on disk is damaged; the log was scanned instead\n")
    expectNoDifference(try answers(cache: "cache"), expected)
  }

  @Test("has the ids of events once one was asked for, and answers as all events do")
  func ids() throws {
    let lines = (0..<9_000).map { number in
      #"{"stream_id":"account-\#(number % 50)","type":"Counted","id":"event-\#(number)","#
        + #""data":{"text":"\#(String(repeating: "x", count: 90))"},"#
        + #""metadata":{"correlation_id":"call-\#(number % 700)","causation_id":"event-\#(number / 2)"}}"#
        + "\n"
    }
    try program.file("log.jsonl", lines.joined())
    func ids(_ words: String..., in cache: String) throws -> [String] {
      program.environment["XDG_CACHE_HOME"] = program.path(cache)
      let answer = try program.run(["events", "-l", "log.jsonl", "--json"] + words)
      #expect(answer.status == 0)
      #expect(answer.errors == "")
      return answer.lines.compactMap { line in
        line.firstMatch(of: /"id":"([^"]*)"/).map { String($0.1) }
      }
    }
    for cache in ["cache", "cache"] {
      #expect(try ids("--id", "EVENT-4321", in: cache) == ["event-4321"])
      #expect(try ids("--causation", "event-77", in: cache) == ["event-154", "event-155"])
      #expect(
        try ids("--correlation", "call-9", "--limit", "2", "--backwards", in: cache)
          == ["event-8409", "event-7709"])
      #expect(
        try ids("--correlation", "call-9", "--stream", "account-9", "--after", "10", in: cache)
          == [
            "event-709", "event-1409", "event-2109", "event-2809", "event-3509", "event-4209",
            "event-4909", "event-5609", "event-6309", "event-7009", "event-7709", "event-8409",
          ])
      #expect(
        try ids("--correlation", "call-9", "--causation", "event-354", in: cache) == ["event-709"])
      let none = try program.run("events", "-l", "log.jsonl", "--id", "event-9000")
      #expect(none.status == 1 && none.errors.contains("no event with the id event-9000"))
    }
    let files = try FileManager.default.subpathsOfDirectory(atPath: program.path("cache"))
    #expect(files.count { $0.contains("/links-0-9000-") } == 1)
  }

  @Test("is done without where it cannot be kept, which one line tells")
  func unwritable() throws {
    try grow(1)
    try program.file("cache", "no folder")
    program.environment["XDG_CACHE_HOME"] = program.path("cache")
    let answer = try program.run("types", "-l", "log.jsonl")
    #expect(answer.status == 0)
    #expect(answer.errors.split(separator: "\n").count == 1)
    #expect(answer.errors.contains("the index cannot be kept: "))
  }

  @Test("of a store is in its cache, and appends go on with it")
  func store() throws {
    try grow(1)
    #expect(try program.run("import", "log.jsonl", "bank").status == 0)
    #expect(FileManager.default.fileExists(atPath: program.path("bank/cache/index/index")))
    #expect(try program.run("append", "account-7", "Counted", "-l", "bank").status == 0)
    #expect(try program.run("verify", "-l", "bank").status == 0)
    let before = try program.run("streams", "--json", "-l", "bank")
    try FileManager.default.removeItem(atPath: program.path("bank/cache"))
    #expect(try program.run("streams", "--json", "-l", "bank").lines == before.lines)
  }
}
