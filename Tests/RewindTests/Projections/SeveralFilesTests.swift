import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Rewind

@Suite("A projection of another program's log of several files")
struct SeveralFilesTests {
  private let folder = TemporaryLog()
  private let models = InMemoryReadModels()

  /// A runner such as a new process has: it reads the log for the first time.
  private func runner(_ partition: ProjectionPartition = .stream) throws -> ProjectionRunner {
    let definition = ProjectionDefinition(Ledger(selection: .all, partition: partition))
    return ProjectionRunner(
      source: try EventLog.open([folder.path]), definition: definition, store: models)
  }

  /// The entries that the log as a process reads it calls for: the position of each event, and its
  /// account.
  private func expected(_ log: any EventSource) throws -> [String] {
    try log.refresh()
    return try log.events(at: Array(1..<log.index.eventCount + 1)).compactMap(\.record)
      .map { "\($0.position) \($0.stream)" }
  }

  private var entries: [String] {
    (models.entries(of: "ledger") ?? [:]).sorted { $0.key < $1.key }.map { position, values in
      "\(position) \(values[0])"
    }
  }

  @Test("takes events in as they come, from whichever file, and goes on behind any of them")
  func asTheyCome() throws {
    folder.append("a", 3)
    folder.append("b", 2)
    let runner = try runner()
    #expect(try runner.run() == .caughtUp(position: 5))
    for (count, file) in ["a", "b", "b", "a", "c", "a"].enumerated() {
      folder.append(file, 1 + count % 2)
      _ = try runner.source.refresh()
      _ = try runner.run()
      expectNoDifference(entries, try expected(runner.source))
      #expect(try runner.status().state == .stopped)
    }
  }

  @Test(
    "that grew in an earlier file is stale to the next process, which says why; a rebuild helps")
  func nextProcess() throws {
    folder.append("a", 3)
    folder.append("b", 2)
    let first = try runner()
    _ = try first.run()
    folder.append("a", 1)
    _ = try first.run()
    // The line at the checkpoint is the same in both orders then.
    folder.append("b", 1)
    #expect(try first.run() == .caughtUp(position: 7))

    let next = try runner()
    let line = #expect(throws: ReadModelError.self) { try next.run() }?.description
    #expect(
      line?.contains(
        "from these in another order, as they are where an earlier file of the log grows")
        == true)
    #expect(line?.hasSuffix("; rebuild it") == true)
    guard case .stale = try next.status().state else {
      Issue.record("it is not said to be stale")
      return
    }
    #expect(try next.rebuild() == .swapped(position: 7))
    expectNoDifference(entries, try expected(next.source))
    #expect(try next.run() == .caughtUp(position: 7))
    let third = try runner()
    try third.source.refresh()
    #expect(try third.status().state == .stopped)
  }

  @Test("rebuilt where the files came otherwise has the positions that are shown there")
  func rebuiltInOrder() throws {
    folder.append("a", 2)
    folder.append("b", 2)
    let runner = try runner()
    _ = try runner.source.refresh()
    folder.append("a", 2)
    _ = try runner.source.refresh()
    #expect(try runner.rebuild() == .swapped(position: 6))
    expectNoDifference(entries, try expected(runner.source))
    #expect(try runner.status().state == .stopped)
  }

  @Test("goes on in the next process where only the last file grows, and new ones come behind it")
  func rotated() throws {
    folder.append("a", 3)
    _ = try runner().run()
    folder.append("a", 2)
    folder.append("b", 2)
    #expect(try runner().run() == .caughtUp(position: 7))
    folder.append("b", 2)
    folder.append("c", 1)
    let last = try runner()
    #expect(try last.run() == .caughtUp(position: 10))
    expectNoDifference(entries, try expected(last.source))
  }

  @Test("skips nothing where a second file comes while it follows the first")
  func secondFile() throws {
    folder.append("a", 3)
    let runner = try runner(.whole)
    let files = Mutex(["b", "a", "b"])
    _ = try runner.run(follow: true) { [folder] progress in
      guard progress.phase == .live else { return true }
      guard let file = files.withLock({ $0.popLast() }) else { return false }
      folder.append(file, 2)
      return true
    }
    expectNoDifference(entries, try expected(runner.source))
    #expect(entries.count == 9)
  }

  @Test("a feed of lines without ends, with blank ones between, gives what the index gives")
  func oddLines() throws {
    folder.write("a", "\n" + folder.line("a", 1) + "\r\n\n" + folder.line("a", 2))
    folder.write("b", folder.line("b", 3) + "\n  \n")
    let log = try EventLog.open([folder.path])
    try log.refresh()
    folder.write("a", "\n\n" + folder.line("a", 4) + "\n")
    try log.refresh()
    folder.write("b", "junk\n" + folder.line("b", 5))
    try log.refresh()
    for position in 0..<log.index.eventCount {
      let feed = try EventFeed(log, after: position, selection: .all)
      var last = position
      while let batch = try feed.next() {
        #expect(batch.lastPosition > last)
        last = batch.lastPosition
        #expect(try batch.lastBytes == log.snapshot().line(at: last))
      }
      #expect(last == log.index.eventCount)
    }
  }
}

/// A folder of files of events, each of which may grow.
private final class TemporaryLog: Sendable {
  let path = FileManager.default.temporaryDirectory.appending(path: "rewind-\(UUID())").path

  init() {
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func line(_ file: String, _ amount: Int) -> String {
    #"{"stream_id":"account-\#(file)","type":"MoneyDeposited","data":{"amount":\#(amount)}}"#
  }

  /// Writes events behind those of a file; all of one file are alike.
  func append(_ file: String, _ count: Int) {
    write(file, String(repeating: line(file, 5) + "\n", count: count))
  }

  func write(_ file: String, _ text: String) {
    let name = "\(path)/\(file).jsonl"
    let old = FileManager.default.contents(atPath: name) ?? Data()
    guard let handle = FileHandle(forWritingAtPath: name) else {
      _ = FileManager.default.createFile(atPath: name, contents: Data(text.utf8))
      return
    }
    try? handle.seek(toOffset: UInt64(old.count))
    try? handle.write(contentsOf: Data(text.utf8))
    try? handle.close()
  }
}
