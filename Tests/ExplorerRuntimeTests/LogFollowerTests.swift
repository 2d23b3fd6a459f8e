import Explorer
import Rewind
import Synchronization
import TestSupport
import Testing

@testable import ExplorerRuntime

@Suite("Following a log beside the explorer", .timeLimit(.wholeRun))
struct LogFollowerTests {
  @Test("a log that is written anew is told of once it is whole")
  func rewritten() async {
    let source = RewrittenSource()
    let (wakes, wake) = AsyncStream.makeStream(of: Void.self)
    let mailbox = Mailbox { wake.yield() }
    let follower = LogFollower(source, mailbox: mailbox) { _ in }
    #expect(follower.start())
    for await _ in wakes {
      for case .replaced(let log) in mailbox.take() {
        follower.stop()
        wake.finish()
        #expect(log.index.eventCount == 2)
      }
    }
  }

  @Test("which ids the events carry is read beside, once the log's index is on disk")
  func ids() async throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: "x", count: 400)
    let lines = (1...3_000).map {
      #"{"stream_id":"a","type":"T","id":"event-\#($0)","data":"\#(text)"}"# + "\n"
    }
    try folder.write("log.jsonl", lines.joined())
    let log = try EventLog.open([folder.path("log.jsonl")])
    log.useIndex(in: folder.path("index"))
    let (wakes, wake) = AsyncStream.makeStream(of: Void.self)
    let mailbox = Mailbox { wake.yield() }
    let follower = LogFollower(log, mailbox: mailbox) { _ in }
    #expect(follower.start())
    for await _ in wakes {
      for case .log(let snapshot, _) in mailbox.take() where snapshot.index.eventCount > 0 {
        let candidates = snapshot.index.candidates(carrying: "EVENT-7", as: [.id])
        guard candidates.unlinked.isEmpty else { continue }
        #expect(candidates.found == [7])
        wake.finish()
      }
    }
    follower.stop()
  }

  @Test("why a log cannot be read is said behind the log, which would take its place")
  func unreadable() async {
    let (wakes, wake) = AsyncStream.makeStream(of: Void.self)
    let mailbox = Mailbox { wake.yield() }
    let follower = LogFollower(UnreadableSource(), mailbox: mailbox) { _ in }
    #expect(follower.start())
    var kinds: [String] = []
    for await _ in wakes where kinds.count < 2 {
      for message in mailbox.take() {
        switch message {
        case .log: kinds.append("log")
        case .failure(let trouble): kinds.append(trouble.line)
        default: break
        }
      }
      if kinds.count >= 2 { wake.finish() }
    }
    follower.stop()
    #expect(kinds.prefix(2) == ["log", "no room"])
  }
}

/// A source that cannot be read.
private final class UnreadableSource: EventSource {
  private struct NoRoom: Error, CustomStringConvertible {
    let description = "no room"
  }

  let name = "unreadable"
  let changes = SourceChanges()
  func snapshot() -> LogSnapshot { .empty }

  func refresh(
    progress: @escaping @Sendable (IndexingProgress) -> Bool
  ) throws -> SourceChange { throw NoRoom() }
}

/// A source that is emptied at the second look, and has an event again at the third, and another at the fourth.
private final class RewrittenSource: EventSource {
  private let array = ArraySource()
  private let looks = Atomic(0)

  init() {
    array.add("Opened", to: "account-1", "{}")
  }

  var name: String { array.name }
  var changes: SourceChanges { array.changes }
  func snapshot() -> LogSnapshot { array.snapshot() }

  func refresh(
    progress: @escaping @Sendable (IndexingProgress) -> Bool
  ) throws -> SourceChange {
    switch looks.wrappingAdd(1, ordering: .relaxed).newValue {
    case 2: array.replace([])
    case 3: array.add("Opened", to: "account-2", "{}")
    case 4: array.add("Opened", to: "account-1", "{}")
    default: break
    }
    return try array.refresh(progress: progress)
  }
}
