import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Rewind

@Suite("The link index")
struct LinkIndexTests {
  private func linkedLines(of log: EventLog) -> Int? { log.index.disk?.linkedCount }

  @Test(
    "finds what reading all events finds, however often the log has grown",
    arguments: 1...2 as ClosedRange<UInt64>)
  func grown(seed: UInt64) throws {
    let file = try IndexedLogFile(seed: seed)
    for count in [50, 1, 600, 3, 200, 900, 1, 300] {
      try file.grow(by: count)
      let log = try file.opened()
      let expected = try expectedLinkAnswers(of: file.opened(withIndex: false))
      expectNoDifference(try linkAnswers(of: log), expected)
      #expect(log.keepIndex(beyond: 1) == .written)
      #expect(log.keepLinks(ofLinesAtOnce: 400) == .written)
      #expect(linkedLines(of: log) == log.index.eventCount)
      expectNoDifference(try linkAnswers(of: log), expected)
      let again = try file.opened()
      #expect(again.keepLinks() == .upToDate)
      #expect(linkedLines(of: again) == log.index.eventCount)
      expectNoDifference(try linkAnswers(of: again), expected)
    }
    let manifest = try #require(try IndexFolder(path: file.index).manifest())
    #expect(manifest.links.count <= 4)
    let names = try FileManager.default.contentsOfDirectory(atPath: file.index)
    #expect(Set(names) == manifest.fileNames.union(["index", "lock"]))
  }

  @Test("leads to the events of an id alone, those that are in no index apart")
  func candidates() throws {
    let file = try IndexedLogFile(seed: 4)
    try file.grow(by: 2_000)
    let log = try file.opened()
    #expect(Array(log.index.candidates(carrying: "event-7")) == Array(1...2_000))
    log.keepIndex(beyond: 1)
    log.keepLinks()
    try file.grow(by: 10)
    try log.refresh()
    let candidates = log.index.candidates(carrying: "event-999")
    #expect(candidates.unlinked == 2_001..<2_011)
    #expect(candidates.found == (try log.snapshot().events(carrying: "event-999").map(\.position)))
    #expect(Array(candidates) == candidates.found + Array(2_001...2_010))
    #expect(log.index.candidates(carrying: "").isEmpty)
  }

  @Test("knows a role of an event from the others")
  func roles() throws {
    let file = try IndexedLogFile(seed: 5)
    try file.grow(by: 900)
    let log = try file.opened()
    log.keepIndex(beyond: 1)
    log.keepLinks()
    let snapshot = log.snapshot()
    let event = try #require(
      try snapshot.events(carrying: "ALL", as: [.causation]).first)
    #expect(event.carries("all") && !event.carries("all", as: [.id, .correlation]))
    let own = try #require(event.id)
    #expect(try snapshot.events(carrying: own, as: [.id]).map(\.position) == [event.position])
    #expect(try snapshot.events(carrying: own, as: [.causation]).isEmpty)
    #expect(log.index.candidates(carrying: "all", as: [.id]).isEmpty)
  }

  @Test("is not believed where it leads to an event that does not carry the id")
  func wrongEntries() throws {
    let file = try IndexedLogFile(seed: 6)
    try file.grow(by: 300)
    try file.opened().keepIndex(beyond: 1)
    let folder = IndexFolder(path: file.index)
    let manifest = try #require(try folder.manifest())
    let hash = LinkID("event-9").hash(as: .id, key: manifest.generation)
    let entries = (1...300).map { LinkEntry(hash: hash, position: $0) }
    _ = try LinkWriter(after: manifest, in: folder).write([entries], through: 300)
    let log = try file.opened()
    #expect(log.index.candidates(carrying: "event-9").count == 300)
    #expect(
      try log.snapshot().events(carrying: "event-9").map(\.position)
        == file.opened(withIndex: false).snapshot().events(carrying: "event-9").map(\.position))
  }

  @Test("keeps what it has where it is stopped, and goes on there")
  func stopped() throws {
    let file = try IndexedLogFile(seed: 7)
    try file.grow(by: 3_000)
    let log = try file.opened()
    log.keepIndex(beyond: 1)
    #expect(log.keepLinks { _ in false } == .stopped)
    #expect(linkedLines(of: log) == 0)
    let parts = Mutex<[Double]>([])
    let kept = log.keepLinks(ofLinesAtOnce: 1_000) { part in
      parts.withLock { $0.append(part) }
      return part < 0.5
    }
    #expect(kept == .written)
    #expect(linkedLines(of: log) == 1_000)
    #expect(parts.withLock { $0.allSatisfy { 0...1 ~= $0 } })
    expectNoDifference(
      try linkAnswers(of: log), try expectedLinkAnswers(of: file.opened(withIndex: false)))
    let again = try file.opened()
    #expect(linkedLines(of: again) == 1_000)
    #expect(again.lacksLinks)
    #expect(again.keepLinks() == .written)
    #expect(linkedLines(of: again) == 3_000)
  }

  @Test(
    "that another process has made meanwhile is gone on with, and what it made of the lines too")
  func shared() throws {
    let file = try IndexedLogFile(seed: 8)
    try file.grow(by: 1_000)
    try file.opened().keepIndex(beyond: 1)
    let (one, other) = (try file.opened(), try file.opened())
    #expect(one.keepLinks(ofLinesAtOnce: 400) == .written)
    #expect(other.keepLinks() == .leftToAnother)
    #expect(linkedLines(of: other) == 1_000)
    // One that knows nothing of the ids adds lines, and leaves the ids.
    let third = try file.opened()
    try file.grow(by: 1_000)
    try third.refresh()
    try FileManager.default.removeItem(atPath: file.index + "/lock")
    #expect(third.keepIndex(beyond: 1) == .written)
    #expect(linkedLines(of: third) == 1_000)
    #expect(third.keepLinks() == .written)
    expectNoDifference(
      try linkAnswers(of: third), try expectedLinkAnswers(of: file.opened(withIndex: false)))
  }

  @Test("does not keep lines from being added by a process that opened the log before it was made")
  func added() throws {
    let file = try IndexedLogFile(seed: 9)
    try file.grow(by: 1_000)
    try file.opened().keepIndex(beyond: 1)
    let before = try file.opened()
    try file.opened().keepLinks()
    try file.grow(by: 500)
    try before.refresh()
    #expect(before.keepIndex(beyond: 1) == .written)
    #expect(before.index.disk?.lineCount == 1_500)
    #expect(linkedLines(of: before) == 1_000)
  }

  @Test("is left to whoever writes the index")
  func locked() throws {
    let file = try IndexedLogFile(seed: 10)
    try file.grow(by: 500)
    let log = try file.opened()
    #expect(log.keepLinks() == .upToDate)
    log.keepIndex(beyond: 1)
    var lock = try IndexFolder(path: file.index).tryLock()
    #expect(lock != nil)
    #expect(log.keepLinks() == .leftToAnother)
    lock = nil
    #expect(log.keepLinks() == .written)
  }

  @Test("whose files cannot be added to is made anew with the rest")
  func damagedRun() throws {
    let file = try IndexedLogFile(seed: 11)
    try file.grow(by: 1_000)
    let log = try file.opened()
    log.keepIndex(beyond: 1)
    log.keepLinks()
    let manifest = try #require(try IndexFolder(path: file.index).manifest())
    let path = file.index + "/" + manifest.fileName(of: manifest.links[0].extent)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    try file.grow(by: 1_000)
    let other = try file.opened()
    #expect(other.keepIndex(beyond: 1) == .written)
    other.keepLinks()
    #expect(other.indexFault != nil)
    #expect(other.keepIndex(beyond: 1) == .written)
    #expect(other.keepLinks() == .written)
    #expect(other.indexFault == nil)
    expectNoDifference(
      try linkAnswers(of: other), try expectedLinkAnswers(of: file.opened(withIndex: false)))
  }

  @Test("finds a hash wherever it stands among others, the first and the last too")
  func hashes() throws {
    let file = try IndexedLogFile(seed: 12)
    try file.grow(by: 2_000)
    try file.opened().keepIndex(beyond: 1)
    let folder = IndexFolder(path: file.index)
    let manifest = try #require(try folder.manifest())
    // Most of one hash, so that a guess by an even spread is far off.
    let hashes: [UInt32] = (1...2_000).map { number in
      switch number {
      case 1...20: UInt32(number - 1)
      case 1_981...: .max - UInt32(2_000 - number)
      default: number % 7 == 0 ? 1 << 31 : 9_000
      }
    }
    let entries = hashes.enumerated().map { LinkEntry(hash: $1, position: $0 + 1) }.sorted()
    let written = try LinkWriter(after: manifest, in: folder).write([entries], through: 2_000)
    let run = try LinkRun(
      written.links[0], of: written, in: file.index, health: IndexHealth { .empty })
    for hash in Set(hashes).union([21, 8_999, 9_001, 1 << 31 + 1, .max - 30]) {
      #expect(
        try run.positions(hashed: hash)
          == hashes.indices.filter { hashes[$0] == hash }.map { $0 + 1 })
    }
  }
}
