import Platform
import Synchronization
import Testing

@testable import Rewind

/// Folds as another does, and tells of each batch.
private struct WatchedFold<F: Fold>: Fold {
  let fold: F
  /// Called before each batch.
  var willFold: @Sendable (FoldBatch) -> Void = { _ in }
  var name: String { fold.name }

  func initial() throws -> F.State { try fold.initial() }
  func fold(_ batch: FoldBatch, from state: F.State) throws -> FoldedBatch<F.State> {
    willFold(batch)
    return try fold.fold(batch, from: state)
  }
  func value(of state: F.State) throws -> JSONValue? { try fold.value(of: state) }
}

/// Adds up numbers, and refuses some.
private struct Sum: Aggregate {
  static let category = "sum"
  struct Refused: Error {}
  private var sum = 0
  mutating func apply(_ event: EventRecord) throws {
    let number = event.data.value.int ?? 0
    // Before it refuses, so that what it did must be undone.
    sum += number
    if number % 1_000 == 7 { throw Refused() }
  }
  /// Which of some numbers it refuses, and which it adds.
  static func split(_ numbers: Range<Int>) -> (refused: [Int], added: [Int]) {
    (numbers.filter { $0 % 1_000 == 7 }, numbers.filter { $0 % 1_000 != 7 })
  }
  var value: JSONValue? { JSONValue(sum) }
}

/// Reads as another reader does, tells of each reading, and cannot read one position.
private struct WatchedReader: SnapshotReader {
  struct Broken: Error {}
  let reader: any SnapshotReader
  var brokenPosition = 0
  var didRead: @Sendable ([Int]) -> Void = { _ in }
  var name: String { reader.name }

  func events(at positions: [Int], in index: LogIndex) throws -> [StoredEvent] {
    guard !positions.contains(brokenPosition) else { throw Broken() }
    defer { didRead(positions) }
    return try reader.events(at: positions, in: index)
  }
}

@Suite("The states of a long stream")
struct EventsAheadTests {
  private static let count = 36_000
  private static let log = EventLog.inMemory(
    lines: (1...count).map { #"{"stream_id":"sum-1","type":"T","data":\#($0)}"# })

  private func timeline(
    _ fold: some Fold, _ watch: (inout WatchedReader) -> Void = { _ in }
  ) -> Timeline {
    let snapshot = Self.log.snapshot()
    var reader = WatchedReader(reader: snapshot.reader)
    watch(&reader)
    return Timeline(
      of: StreamID(rawValue: 0),
      in: LogSnapshot(index: snapshot.index, generation: snapshot.generation, reader: reader),
      fold: fold)
  }

  @Test(
    "are those of its events, in whatever order they are asked for",
    arguments: [[count], [5_000, 4_999, 33_001, count], [300, 9_000, 1, count - 1]])
  func right(versions: [Int]) throws {
    var timeline = timeline(.aggregate(Sum.self))
    for version in versions + Array(stride(from: 0, through: Self.count, by: 6_997)) {
      let state = try timeline.state(at: version)
      let (refused, added) = Sum.split(1..<version + 1)
      #expect(state.value == JSONValue(added.reduce(0, +)))
      #expect(state.without == refused)
    }
  }

  @Test("are read when they are asked for where no thread can be started")
  func withoutThread() throws {
    let snapshot = Self.log.snapshot()
    let asked = Mutex<[Int]>([])
    var reader = WatchedReader(reader: snapshot.reader)
    reader.didRead = { positions in asked.withLock { $0.append(positions.count) } }
    let ahead = EventsAhead(
      of: StreamID(rawValue: 0),
      in: LogSnapshot(index: snapshot.index, generation: snapshot.generation, reader: reader),
      batches: [1..<257, 257..<1_281, 1_281..<1_300], start: { _ in nil })
    defer { ahead.stop() }
    #expect(asked.withLock(\.self) == [])
    #expect(try ahead.events(1..<257).map(\.position) == Array(1..<257))
    #expect(asked.withLock(\.self) == [256])
    #expect(try ahead.events(257..<300).map(\.position) == Array(257..<300))
    #expect(try ahead.events(290..<1_300).map(\.position) == Array(290..<1_300))
  }

  @Test("are made while the events behind them are read")
  func ahead() throws {
    let read = Semaphore()
    let lastRead = Mutex(0)
    let firstBehind = Mutex(0)
    var fold = WatchedFold(fold: .aggregate(Sum.self))
    fold.willFold = { batch in
      guard batch.firstVersion == 1 else { return }
      for _ in 0..<2 where lastRead.withLock({ $0 }) <= batch.events.count {
        read.wait(atMostMilliseconds: 10_000)
      }
      firstBehind.withLock { $0 = lastRead.withLock { $0 } }
    }
    var timeline = timeline(fold) { reader in
      reader.didRead = { positions in
        lastRead.withLock { $0 = max($0, positions.last ?? 0) }
        read.post()
      }
    }
    #expect(try timeline.state(at: 20_000).version == 20_000)
    #expect((257..<20_000).contains(firstBehind.withLock { $0 }))
  }

  @Test("can be given up in the middle, and gone on with", arguments: [1, 2_000, 33_000])
  func cancelled(version: Int) throws {
    var timeline = timeline(.aggregate(Sum.self))
    #expect(throws: CancellationError.self) {
      try timeline.state(at: Self.count) { $0 < version }
    }
    let sum = Sum.split(1..<Self.count + 1).added.reduce(0, +)
    #expect(try timeline.state(at: Self.count).value == JSONValue(sum))
  }

  @Test("are there up to events that cannot be read", arguments: [65, 300, 30_000])
  func unreadable(position: Int) throws {
    var timeline = timeline(.aggregate(Sum.self)) {
      $0.brokenPosition = position
    }
    for _ in 0..<2 {
      #expect(throws: WatchedReader.Broken.self) { try timeline.state(at: Self.count) }
    }
    #expect(try timeline.state(at: 0).value == 0)
  }
}
