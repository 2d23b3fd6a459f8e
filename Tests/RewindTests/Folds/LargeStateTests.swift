import Synchronization
import TestSupport
import Testing

@testable import Rewind

/// Counts events; its states say that they are large, and tell how many of them are held.
private struct Bulky: Fold {
  /// What is held and what was done.
  final class Book: Sendable {
    struct Counts {
      var held = 0
      var mostHeld = 0
      var folded = 0
      /// How many bytes the events had that were folded together.
      var largestBatch = 0
    }
    let counts = Mutex(Counts())
  }

  final class State: Sendable {
    let count: Int
    let size: Int
    private let book: Book

    init(_ count: Int, size: Int, _ book: Book) {
      (self.count, self.size, self.book) = (count, size, book)
      book.counts.withLock {
        $0.held += size
        $0.mostHeld = max($0.mostHeld, $0.held)
      }
    }

    deinit { book.counts.withLock { [size] in $0.held -= size } }
  }

  let name = "bulky"
  let book = Book()
  /// How large the state of a version is, in bytes.
  let sizeAtVersion: @Sendable (Int) -> Int

  func initial() -> State { State(0, size: 0, book) }

  func fold(_ batch: FoldBatch, from state: State) -> FoldedBatch<State> {
    let bytes = batch.events.reduce(0) { $0 + $1.size }
    book.counts.withLock { counts in
      counts.folded += batch.events.count
      counts.largestBatch = max(counts.largestBatch, bytes)
    }
    var result = FoldedBatch(from: state)
    var last = state.count
    for version in batch.firstVersion..<batch.firstVersion + batch.events.count {
      last += 1
      result.notes.append(FoldNote(version: version, kind: .log, text: "\(version)"))
      if version % batch.interval == 0 {
        result.kept.append(State(last, size: sizeAtVersion(version), book))
      }
    }
    result.last = State(
      last, size: sizeAtVersion(batch.firstVersion + batch.events.count - 1), book)
    return result
  }

  func value(of state: State) -> JSONValue? { JSONValue(state.count) }
  func size(of state: State) -> Int { state.size }
}

@Suite("A timeline of large states")
struct LargeStateTests {
  private static let count = 5_000
  private static let log = EventLog.inMemory(
    lines: (1...count).map { #"{"stream_id":"a-1","type":"T","data":\#($0)}"# })

  private func timeline(_ fold: Bulky) -> Timeline {
    Timeline(of: StreamID(rawValue: 0), in: Self.log.snapshot(), fold: fold)
  }

  @Test(
    "holds no more of them than there is room for, and is right at every version",
    arguments: [
      { _ in 0 }, { _ in 1 << 10 }, { _ in 1 << 20 }, { _ in 50 << 20 },
      { version in version << 14 }, { version in (5_000 - version) << 14 },
      { version in version % 97 == 0 ? 60 << 20 : 1 },
    ] as [@Sendable (Int) -> Int])
  func bounded(size: @escaping @Sendable (Int) -> Int) throws {
    let fold = Bulky(sizeAtVersion: size)
    var timeline = timeline(fold)
    var random = SystemRandomNumberGenerator()
    let jumps = (0..<40).map { _ in Int.random(in: 0...Self.count, using: &random) }
    for version in [5_000, 4_999, 0, 1, 2, 3] + jumps + Array(2_520...2_580) {
      #expect(try timeline.state(at: version).value == JSONValue(version))
      #expect(fold.book.counts.withLock(\.held) <= 320 << 20)
    }
    #expect(fold.book.counts.withLock(\.mostHeld) <= 700 << 20)
  }

  @Test("reads no more than 16 MiB of events together")
  func largeEvents() throws {
    let text = String(repeating: "x", count: 1 << 20)
    let lines = Array(repeating: #"{"stream_id":"a-1","type":"T","data":"\#(text)"}"#, count: 20)
    let fold = Bulky { _ in 1 }
    var timeline = Timeline(
      of: StreamID(rawValue: 0), in: EventLog.inMemory(lines: lines).snapshot(), fold: fold)
    for version in [19, 3, 20] {
      #expect(try timeline.state(at: version).value == JSONValue(version))
    }
    let largest = fold.book.counts.withLock(\.largestBatch)
    #expect(largest > 8 << 20 && largest <= 16 << 20)
  }

  @Test("jumps in a stream of many events by folding few")
  func jumps() throws {
    let lines = (1...264_000).map { #"{"stream_id":"a-1","type":"T","data":\#($0)}"# }
    let fold = Bulky { _ in 1 }
    var timeline = Timeline(
      of: StreamID(rawValue: 0), in: EventLog.inMemory(lines: lines).snapshot(), fold: fold)
    _ = try timeline.state(at: 264_000)
    fold.book.counts.withLock { $0.folded = 0 }
    #expect(try timeline.state(at: 100_000).value == JSONValue(100_000))
    #expect(fold.book.counts.withLock(\.folded) <= 512)
  }

  @Test("takes a step forward by folding one event, and keeps the versions that lead up to one")
  func steps() throws {
    let fold = Bulky { _ in 20 << 20 }
    var timeline = timeline(fold)
    _ = try timeline.state(at: 4_000)
    fold.book.counts.withLock { $0.folded = 0 }
    for version in [3_999, 3_998, 3_999, 4_000, 4_001, 4_002] {
      #expect(try timeline.state(at: version).value == JSONValue(version))
    }
    #expect(fold.book.counts.withLock(\.folded) == 2)
  }

  @Test("keeps the notes of the events that were folded last")
  func notes() throws {
    let lines = (1...12_000).map { #"{"stream_id":"a-1","type":"T","data":\#($0)}"# }
    var timeline = Timeline(
      of: StreamID(rawValue: 0), in: EventLog.inMemory(lines: lines).snapshot(),
      fold: Bulky { _ in 0 })
    #expect(try timeline.state(at: 7).notes.map(\.text) == ["7"])
    #expect(timeline.notes(through: 7).map(\.version) == Array(1...7))
    #expect(try timeline.state(at: 12_000).notes.map(\.text) == ["12000"])
    #expect(timeline.notes(through: 12_000).map(\.version) == Array(2_001...12_000))
    #expect(try timeline.state(at: 3).notes.map(\.text) == ["3"])
    #expect(try timeline.state(at: 0).notes.isEmpty)
  }
}
