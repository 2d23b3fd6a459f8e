import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Rewind

@Suite("An index that is written in parts")
struct IndexPartsTests {
  /// Does a thing with parts of so many lines.
  private func inParts<Value>(of lines: Int, _ body: () throws -> Value) rethrows -> Value {
    try IndexParts.$lineCount.withValue(lines, operation: body)
  }

  @Test(
    "answers as one that is made at once, however long the parts are",
    arguments: zip(1...2 as ClosedRange<UInt64>, [1, 300]))
  func grown(seed: UInt64, lines: Int) throws {
    let file = try IndexedLogFile(seed: seed)
    let log = try file.opened()
    for count in [50, 1, 400, 3, 350, 900, 1, 500] {
      try file.grow(by: count)
      try inParts(of: lines) { _ = try log.refresh() }
      let expected = try file.expectedAnswers()
      expectNoDifference(answers(of: log.index), expected)
      expectNoDifference(answers(of: try file.opened().index), expected)
    }
    let parts = try #require(try IndexFolder(path: file.index).manifest())
    #expect(parts.runs.count == (lines == 1 ? 8 : 4))
    #expect(log.index.disk?.lineCount == parts.lineCount)
    #expect(log.keepIndex(beyond: 1) == .written)
    let whole = try #require(try IndexFolder(path: file.index).manifest())
    #expect(!whole.isInParts && whole.runs.count < parts.runs.count)
    let expected = try file.expectedAnswers()
    expectNoDifference(answers(of: log.index), expected)
    expectNoDifference(answers(of: try file.opened().index), expected)
    #expect(log.keepIndex(beyond: 1) == .upToDate)
  }

  @Test("is the one that is made at once, byte for byte, when its runs were made one")
  func same() throws {
    let file = try IndexedLogFile(seed: 5)
    try file.grow(by: 24_000)
    let other = file.folder.path("other")
    let atOnce = try file.opened(withIndex: false)
    atOnce.useIndex(in: other)
    #expect(atOnce.keepIndex(beyond: 1) == .written)
    let log = try inParts(of: 5_000) { try file.opened() }
    #expect((log.index.disk?.manifest.runs.count ?? 0) > 1)
    #expect(log.keepIndex(beyond: 1) == .written)
    let (found, expected) = (
      try IndexFolder(path: file.index).manifest(), try IndexFolder(path: other).manifest()
    )
    #expect(found?.growing == expected?.growing)
    #expect(found?.runs == expected?.runs)
    #expect(found?.facts == expected?.facts)
  }

  @Test("lets go of what it has written, and shows what is known meanwhile")
  func shown() throws {
    let file = try IndexedLogFile(seed: 6)
    try file.grow(by: 24_000)
    let log = try file.opened(withIndex: false)
    let other = try EventLog.open([file.path], mapping: log.mapping)
    other.useIndex(in: file.index)
    let shown = Mutex<[(all: Int, onDisk: Int)]>([])
    try inParts(of: 1) {
      _ = try other.refresh { progress in
        if let index = progress.index {
          shown.withLock { $0.append((index.eventCount, index.disk?.lineCount ?? 0)) }
        }
        return true
      }
    }
    let counts = shown.withLock(\.self)
    #expect(counts.count > 1)
    #expect(counts.allSatisfy { $0.all == $0.onDisk })
    expectNoDifference(answers(of: other.index), answers(of: log.index))
  }

  @Test("is of use as far as it goes, wherever the process that wrote it was killed")
  func killed() throws {
    let file = try IndexedLogFile(seed: 7)
    try file.grow(by: 18_000)
    let expected = try file.expectedAnswers()
    let log = try EventLog.open([file.path], mapping: try file.opened().mapping)
    log.useIndex(in: file.index)
    let (index, copyName) = (file.index, file.folder.path("copy-"))
    let copies = Mutex<[String]>([])
    try inParts(of: 1) {
      _ = try log.refresh { _ in
        copies.withLock { copies in
          let copy = "\(copyName)\(copies.count)"
          try? FileManager.default.copyItem(atPath: index, toPath: copy)
          copies.append(copy)
        }
        return true
      }
    }
    for copy in copies.withLock(\.self) {
      // What the next part would have written, and did not to its end.
      for name in try FileManager.default.contentsOfDirectory(atPath: copy)
      where !["index", "lock"].contains(name) && !name.hasPrefix("run") {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: copy + "/" + name))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(repeating: 9, count: 100_000))
      }
      try Data([1, 2, 3]).write(to: URL(fileURLWithPath: copy + "/index.new"))
      let again = try EventLog.open([file.path], mapping: log.mapping)
      again.useIndex(in: copy)
      try inParts(of: 3_000) { _ = try again.refresh() }
      again.keepIndex(beyond: 1)
      #expect(again.index.disk?.lineCount == 18_000)
      expectNoDifference(answers(of: again.index), expected)
      #expect(again.indexFault == nil)
    }
  }

  @Test(
    "stays in memory where a part cannot be written; those before are of use", arguments: [0, 2])
  func unwritable(partsBefore: Int) throws {
    let file = try IndexedLogFile(seed: 8)
    let log = try file.opened()
    for _ in 0..<partsBefore {
      try file.grow(by: 300)
      try inParts(of: 1) { _ = try log.refresh() }
    }
    let inTheWay = file.index + "/index.new"
    try FileManager.default.createDirectory(atPath: inTheWay, withIntermediateDirectories: true)
    for count in [100, 400] {
      try file.grow(by: count)
      try inParts(of: 1) { _ = try log.refresh() }
      expectNoDifference(answers(of: log.index), try file.expectedAnswers())
      #expect(log.index.disk?.lineCount == (partsBefore > 0 ? partsBefore * 300 : nil))
    }
    #expect(log.indexFault?.contains("cannot be kept") == true)
    let again = try file.opened()
    #expect(again.index.disk?.lineCount == log.index.disk?.lineCount)
    expectNoDifference(answers(of: again.index), try file.expectedAnswers())
    try FileManager.default.removeItem(atPath: inTheWay)
    #expect(log.keepIndex(beyond: 1) == .written)
    #expect(log.indexFault == nil)
    expectNoDifference(answers(of: try file.opened().index), try file.expectedAnswers())
  }

  @Test("stays in memory where another process writes it")
  func locked() throws {
    let file = try IndexedLogFile(seed: 9)
    try file.grow(by: 900)
    let log = try inParts(of: 1) { try file.opened() }
    var lock = try IndexFolder(path: file.index).tryLock()
    #expect(lock != nil)
    try file.grow(by: 700)
    try inParts(of: 1) { _ = try log.refresh() }
    #expect(log.index.disk?.lineCount == 900)
    expectNoDifference(answers(of: log.index), try file.expectedAnswers())
    lock = nil
    #expect(try file.opened().keepIndex(beyond: 1) == .written)
    try file.grow(by: 300)
    try inParts(of: 1) { _ = try log.refresh() }
    #expect(log.keepIndex(beyond: 1) == .leftToAnother)
    expectNoDifference(answers(of: log.index), try file.expectedAnswers())
  }

  @Test("answers as a scan does where its parts are damaged while others are made")
  func damaged() throws {
    let file = try IndexedLogFile(seed: 10)
    let log = try file.opened()
    for count in [2_000, 800, 900] {
      try file.grow(by: count)
      try inParts(of: 1) { _ = try log.refresh() }
      for name in try FileManager.default.contentsOfDirectory(atPath: file.index)
      where name.hasPrefix("streams") || name.hasPrefix("run") {
        let url = URL(fileURLWithPath: file.index + "/" + name)
        let handle = try FileHandle(forWritingTo: url)
        try handle.write(contentsOf: Data([200, 200]))
      }
      expectNoDifference(answers(of: log.index), try file.expectedAnswers())
    }
    #expect(log.indexFault != nil)
    #expect(log.keepIndex(beyond: 1) == .written)
    expectNoDifference(answers(of: try file.opened().index), try file.expectedAnswers())
  }

  @Test("of a store has no half of an append, and is of all its segments")
  func store() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("store")
    try FileEventStore.create(at: path, settings: StoreSettings(segmentSize: 1 << 16))
    let store = try FileEventStore(at: path)
    for number in 0..<150 {
      let events = (0..<number % 9 + 1).map { event in
        NewEvent(type: "T\(event)", data: .init(unchecked: Array("[\(number)]".utf8)[...]))
      }
      try await store.append(events, to: StreamName("a-\(number % 20)"))
    }
    let log = try EventLog.open([path])
    try inParts(of: 1) { _ = try log.refresh() }
    let manifest = try #require(log.index.disk?.manifest)
    #expect(manifest.log.files.count > 1 && manifest.runs.count > 1)
    let plain = try EventLog.open([path])
    plain.useNoIndex()
    try plain.refresh()
    expectNoDifference(answers(of: log.index), answers(of: plain.index))
    let again = try EventLog.open([path])
    try again.refresh()
    expectNoDifference(answers(of: again.index), answers(of: plain.index))
  }
}
