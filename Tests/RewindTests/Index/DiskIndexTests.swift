import Foundation
import TestSupport
import Testing

@testable import Rewind

@Suite("An index on disk")
struct DiskIndexTests {
  @Test(
    "answers as one in memory, however often the log has grown",
    arguments: zip(1...4 as ClosedRange<UInt64>, [9_000, 900, 1_200, 1_500]))
  func grown(seed: UInt64, most: Int) throws {
    let file = try IndexedLogFile(seed: seed)
    for count in [50, 1, most / 4, 3, 400, most, 1, 600] {
      try file.grow(by: count)
      let log = try file.opened()
      let expected = try file.expectedAnswers()
      expectNoDifference(answers(of: log.index), expected)
      #expect(log.keepIndex(beyond: 1) == .written)
      expectNoDifference(answers(of: log.index), expected)
      #expect(log.indexFault == nil)
      let again = try file.opened()
      #expect(
        again.index.disk?.lineCount == (log.index.eventCount > 0 ? log.index.eventCount : nil))
      expectNoDifference(answers(of: again.index), expected)
    }
  }

  @Test("goes on where lines came while it was written, and for snapshots that were made before")
  func follows() throws {
    let file = try IndexedLogFile(seed: 7)
    try file.grow(by: 2_000)
    let log = try file.opened()
    let (before, expected) = (log.index, try file.expectedAnswers())
    #expect(log.keepIndex(beyond: 1) == .written)
    for count in [1, 300, 5_000] {
      try file.grow(by: count)
      try log.refresh()
      expectNoDifference(answers(of: log.index), try file.expectedAnswers())
      if count > 1 { #expect(log.keepIndex(beyond: 1) == .written) }
      expectNoDifference(answers(of: log.index), try file.expectedAnswers())
    }
    expectNoDifference(answers(of: before), expected)
  }

  @Test("is not written for less than is quickly read")
  func little() throws {
    let file = try IndexedLogFile(seed: 8)
    try file.grow(by: 1_000)
    #expect(try file.opened().keepIndex() == .upToDate)
    #expect(!FileManager.default.fileExists(atPath: file.index))
  }

  @Test("leaves no file that it does not need")
  func files() throws {
    let file = try IndexedLogFile(seed: 9)
    for count in [3_000, 100, 4_000, 900] {
      try file.grow(by: count)
      try file.opened().keepIndex(beyond: 1)
    }
    let manifest = try #require(try IndexFolder(path: file.index).manifest())
    let names = try FileManager.default.contentsOfDirectory(atPath: file.index)
    #expect(Set(names) == manifest.fileNames.union(["index", "lock"]))
    #expect(manifest.lineCount == 8_000)
    #expect(manifest.runs.count <= 3)
  }

  @Test("is left to whoever writes it already")
  func locked() throws {
    let file = try IndexedLogFile(seed: 10)
    try file.grow(by: 500)
    let log = try file.opened()
    var lock = try IndexFolder(path: file.index).tryLock()
    #expect(lock != nil)
    #expect(log.keepIndex(beyond: 1) == .leftToAnother)
    lock = nil
    #expect(log.keepIndex(beyond: 1) == .written)
  }

  @Test("that another process has written meanwhile is gone on with")
  func adopted() throws {
    let file = try IndexedLogFile(seed: 11)
    try file.grow(by: 500)
    let (one, other) = (try file.opened(), try file.opened())
    #expect(one.keepIndex(beyond: 1) == .written)
    #expect(other.keepIndex(beyond: 1) == .leftToAnother)
    #expect(other.index.disk?.lineCount == one.index.eventCount)
    expectNoDifference(answers(of: other.index), try file.expectedAnswers())
  }

  @Test("cannot be kept where there is no room for it, which is told")
  func unwritable() throws {
    let file = try IndexedLogFile(seed: 12)
    try file.grow(by: 500)
    try Data().write(to: URL(fileURLWithPath: file.index))
    let log = try file.opened()
    guard case .impossible(let reason?) = log.keepIndex(beyond: 1) else {
      Issue.record("a file was taken for a folder")
      return
    }
    #expect(reason.contains(file.index))
    #expect(log.indexFault?.contains(reason) == true)
    expectNoDifference(answers(of: log.index), try file.expectedAnswers())
  }

  @Test("leaves nothing of what it could not write to its end", arguments: [false, true])
  func halfWritten(isExtended: Bool) throws {
    let file = try IndexedLogFile(seed: 13)
    try file.grow(by: 500)
    if isExtended {
      try file.opened().keepIndex(beyond: 1)
      try file.grow(by: 3_000)
    }
    let before = (try? FileManager.default.contentsOfDirectory(atPath: file.index)) ?? []
    let inTheWay = file.index + "/index.new"
    try FileManager.default.createDirectory(
      atPath: inTheWay, withIntermediateDirectories: true)
    let log = try file.opened()
    guard case .impossible = log.keepIndex(beyond: 1) else {
      Issue.record("a folder was taken for a file")
      return
    }
    let after = try FileManager.default.contentsOfDirectory(atPath: file.index)
    #expect(Set(after) == Set(before + ["lock", "index.new"]))
    let again = try file.opened()
    expectNoDifference(answers(of: again.index), try file.expectedAnswers())
    #expect((again.index.disk != nil) == isExtended)
    try FileManager.default.removeItem(atPath: inTheWay)
    #expect(again.keepIndex(beyond: 1) == .written)
  }
}

@Suite("An index on disk of another log")
struct ForeignDiskIndexTests {
  private func indexed(_ change: (IndexedLogFile) throws -> Void) throws -> (EventLog, [String]) {
    let file = try IndexedLogFile(seed: 20)
    try file.grow(by: 3_000)
    try file.opened().keepIndex(beyond: 1)
    try change(file)
    return (try file.opened(), try file.expectedAnswers())
  }

  private func expectAnew(_ change: (IndexedLogFile) throws -> Void) throws {
    let (log, expected) = try indexed(change)
    #expect(log.index.disk == nil)
    expectNoDifference(answers(of: log.index), expected)
    #expect(log.indexFault == nil)
  }

  @Test("is not taken where the log was replaced")
  func replaced() throws {
    try expectAnew { file in
      let text = try String(contentsOfFile: file.path, encoding: .utf8)
      try text.write(toFile: file.path, atomically: true, encoding: .utf8)
    }
  }

  @Test("is not taken where the log was written anew in place")
  func rewritten() throws {
    try expectAnew { file in
      var text = try String(contentsOfFile: file.path, encoding: .utf8)
      text = text.replacingOccurrences(of: "\"T3\"", with: "\"T9\"")
      try text.write(toFile: file.path, atomically: false, encoding: .utf8)
    }
  }

  @Test("is not taken where the log was cut")
  func cut() throws {
    try expectAnew { file in
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.path))
      try handle.truncate(atOffset: 5_000)
    }
  }

  @Test("is not taken where that log was put beside it")
  func exchanged() throws {
    try expectAnew { file in
      let other = try IndexedLogFile(seed: 21)
      try other.grow(by: 2_000)
      try other.opened().keepIndex(beyond: 1)
      try FileManager.default.removeItem(atPath: file.index)
      try FileManager.default.copyItem(atPath: other.index, toPath: file.index)
    }
  }

  @Test("of another mapping is written anew")
  func mapped() throws {
    let file = try IndexedLogFile(seed: 22)
    try file.grow(by: 1_000)
    try file.opened().keepIndex(beyond: 1)
    let log = try EventLog.open(
      [file.path], mapping: EnvelopeMapping(arguments: ["stream=t", "type=s"]))
    log.useIndex(in: file.index)
    try log.refresh()
    #expect(log.index.disk == nil)
    #expect(log.keepIndex(beyond: 1) == .written)
    #expect(log.index.streamID(named: "T1") != nil)
  }
}

@Suite("An index on disk of several files")
struct SeveralFilesDiskIndexTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func opened(withIndex: Bool = true) throws -> EventLog {
    let log = try EventLog.open(
      [folder.path("logs")],
      mapping: EnvelopeMapping(arguments: ["stream=s", "type=t", "timestamp=at"]))
    if withIndex { log.useIndex(in: folder.path("index")) }
    try log.refresh()
    return log
  }

  private func lines(_ times: some Sequence<Int>) -> String {
    times.map { #"{"s":"a-\#($0 % 7)","t":"T\#($0 % 3)","at":\#(1_700_000_000 + $0)}"# + "\n" }
      .joined()
  }

  @Test("keeps the order of times in which they were taken at first, and that of arrival since")
  func order() throws {
    try folder.write("logs/b.jsonl", lines(stride(from: 0, to: 900, by: 2)))
    try folder.write("logs/c.jsonl", lines(stride(from: 1, to: 900, by: 2)))
    let first = try opened()
    #expect(first.snapshot().fileOrder == .byTime)
    #expect(first.keepIndex(beyond: 1) == .written)
    // A file that comes first by its name and its times, and lines behind those of another.
    try folder.write("logs/a.jsonl", lines(0..<50))
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path("logs/b.jsonl")))
    try file.seekToEnd()
    try file.write(contentsOf: Data(lines([901, 903, 905]).utf8))
    try first.refresh()
    let again = try opened()
    #expect(again.index.disk?.lineCount == 900)
    #expect(again.snapshot().fileOrder == .byTime)
    expectNoDifference(answers(of: again.index), answers(of: first.index))
    #expect(again.keepIndex(beyond: 1) == .written)
    expectNoDifference(answers(of: try opened().index), answers(of: first.index))
  }

  @Test("answers in that order where it is damaged")
  func damaged() throws {
    try folder.write("logs/b.jsonl", lines(stride(from: 0, to: 900, by: 2)))
    try folder.write("logs/c.jsonl", lines(stride(from: 1, to: 900, by: 2)))
    let expected = answers(of: try opened(withIndex: false).index)
    try opened().keepIndex(beyond: 1)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path("index"))
    where name != "index" {
      let path = folder.path("index/\(name)")
      let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
      try Data(repeating: 1, count: size).write(to: URL(fileURLWithPath: path))
    }
    let log = try opened()
    #expect(log.index.disk?.lineCount == 900)
    expectNoDifference(answers(of: log.index), expected)
    #expect(log.indexFault != nil)
  }
}
