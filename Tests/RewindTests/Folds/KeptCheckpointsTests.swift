import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Rewind

/// Adds up numbers, and refuses some.
private struct Total: SnapshotAggregate {
  static let category = "a"
  struct Refused: Error {}
  private var total = 0
  init() {}
  init(snapshot: JSONValue) throws {
    guard let total = snapshot.int else { throw Refused() }
    self.total = total
  }
  var snapshot: JSONValue { JSONValue(total) }
  mutating func apply(_ event: EventRecord) throws {
    let number = event.data.value.int ?? 0
    if number % 1_000 == 7 { throw Refused() }
    total += number
  }
  var value: JSONValue? { snapshot }
}

/// Counts the events that it folds.
private struct CountingFold: Fold {
  final class Counter: Sendable {
    let count = Atomic(0)
  }

  let counter = Counter()
  var identity = "first"
  /// How many bytes a state's text has besides.
  var padding = 0
  var saysSomething = false
  var name: String { "counting" }

  func initial() -> Total { Total() }
  func fold(_ batch: FoldBatch, from state: Total) throws -> FoldedBatch<Total> {
    counter.count.add(batch.events.count, ordering: .relaxed)
    var folded = try AggregateFold(Total.self).fold(batch, from: state)
    if saysSomething {
      folded.notes = [FoldNote(version: batch.firstVersion, kind: .log, text: "hello")]
    }
    return folded
  }
  func value(of state: Total) -> JSONValue? { state.value }
  func kept(_ state: Total) -> JSONText? {
    ([state.snapshot, .string(String(repeating: "x", count: padding))] as JSONValue).jsonText
  }
  func state(kept text: JSONText) throws -> Total {
    guard case .array(let parts) = text.value, let total = parts.first else {
      throw Total.Refused()
    }
    return try Total(snapshot: total)
  }
}

@Suite("The checkpoints of a long stream")
struct KeptCheckpointsTests {
  private static let count = 9_000

  private let folder: TemporaryFolder
  private var path: String { folder.path("log.jsonl") }
  private var checkpoints: String { folder.path("index/checkpoints") }

  init() throws {
    folder = try TemporaryFolder()
    try write(1...Self.count)
  }

  private func write(_ numbers: ClosedRange<Int>) throws {
    let lines = numbers.map { #"{"stream_id":"a-1","type":"T","data":\#($0)}"# + "\n" }
    try folder.write("log.jsonl", lines.joined())
  }

  private func append(_ numbers: ClosedRange<Int>) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.seekToEnd()
    for number in numbers {
      try file.write(
        contentsOf: Data((#"{"stream_id":"a-1","type":"T","data":\#(number)}"# + "\n").utf8))
    }
    try file.close()
  }

  /// The stream's states, as a process sees them that has only the files.
  private func history(_ fold: CountingFold = CountingFold()) throws -> FoldedHistory<CountingFold>
  {
    let log = try EventLog.open([path])
    log.useIndex(in: folder.path("index"))
    try log.refresh()
    return FoldedHistory(fold, log.snapshot(), StreamID(rawValue: 0))
  }

  /// Has checkpoints kept, as if they had taken long to make.
  private func keep(_ fold: CountingFold = CountingFold()) throws {
    var history = try history(fold)
    history.unkeptMilliseconds = 1_000
    _ = try history.state(at: Self.count) { _ in true }
  }

  private func expected(_ numbers: ClosedRange<Int>) -> JSONValue {
    JSONValue(numbers.filter { $0 % 1_000 != 7 }.reduce(0, +))
  }

  /// Expects right answers, and says how many events were folded for them.
  private func foldedEvents(
    _ fold: CountingFold = CountingFold(), of numbers: ClosedRange<Int> = 1...count
  ) throws -> Int {
    var history = try history(fold)
    for version in [numbers.count, 6_543, 1, 8_999] {
      let state = try history.state(at: version) { _ in true }
      #expect(state.value == expected(1...version))
      #expect(state.without == (1...version).filter { $0 % 1_000 == 7 })
    }
    return fold.counter.count.load(ordering: .relaxed)
  }

  @Test("are kept for the next process, which folds little")
  func kept() throws {
    #expect(try foldedEvents() > Self.count)
    try keep()
    #expect(try foldedEvents() < 1_000)
  }

  @Test("are of no use where a log that is not ours has grown, since it may have been changed too")
  func grown() throws {
    try keep()
    try append(Self.count + 1...Self.count + 1_000)
    #expect(try foldedEvents(of: 1...Self.count + 1_000) > Self.count)
  }

  @Test("are of no use for another log in its place")
  func otherLog() throws {
    try keep()
    let state = try history().state(at: Self.count)
    // As long as it was, with another number in the middle.
    var text = try String(contentsOfFile: path, encoding: .utf8)
    text = text.replacingOccurrences(of: "\"data\":4500}", with: "\"data\":4600}")
    try folder.write("log.jsonl", text)
    var history = try history()
    let changed = try history.state(at: Self.count) { _ in true }
    #expect(changed.value?.int == state.value?.int.map { $0 + 100 })
  }

  @Test("are of no use for another fold")
  func otherFold() throws {
    try keep()
    #expect(try foldedEvents(CountingFold(identity: "second")) > Self.count)
  }

  @Test("are of no use where a byte of them is another, or half of them is missing")
  func damaged() throws {
    try keep()
    let file = URL(fileURLWithPath: checkpoints + "/" + (try #require(names().first)))
    let whole = [UInt8](try Data(contentsOf: file))
    for place in [0, 9, 13, 21, 60, whole.count - 1] {
      var bytes = whole
      bytes[place] ^= 4
      try Data(bytes).write(to: file)
      #expect(try foldedEvents() > Self.count, "byte \(place)")
    }
    try Data(whole.prefix(whole.count / 2)).write(to: file)
    #expect(try foldedEvents() > Self.count)
  }

  @Test("are fewer where states are large")
  func large() throws {
    // 140 states of 64 KiB are 9 MiB.
    try keep(CountingFold(padding: 1 << 16))
    let file = checkpoints + "/" + (try #require(names().first))
    let size = try #require(FileManager.default.attributesOfItem(atPath: file)[.size] as? Int)
    #expect((1 << 20..<5 << 20).contains(size))
    #expect((300..<3_000).contains(try foldedEvents(CountingFold(padding: 1 << 16))))
  }

  @Test("are not kept where the fold said something, or one state is too large")
  func notKept() throws {
    try keep(CountingFold(saysSomething: true))
    #expect(names() == [])
    try keep(CountingFold(padding: 5 << 20))
    #expect(names() == [])
  }

  @Test("are done without where they cannot be kept")
  func unwritable() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("index"), withIntermediateDirectories: true)
    try folder.write("index/checkpoints", "a file")
    try keep()
    #expect(try foldedEvents() > Self.count)
  }

  private func names() -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: checkpoints)) ?? []
  }
}

extension FoldedHistory {
  fileprivate func state(at version: Int) throws -> StateAtVersion {
    var copy = self
    return try copy.state(at: version) { _ in true }
  }
}
