import Foundation
import Rewind
import Synchronization
import TestSupport
import Testing

@testable import ExplorerRuntime

@Suite("The explorer of a large log that was never read", .timeLimit(.wholeRun))
struct ReadAheadJourneyTests {
  @Test(
    "has the newest events while the first are read, and goes to their streams when it comes to them"
  )
  func journey() throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: "x", count: 1_000)
    let lines = (1...5_000).map {
      #"{"stream_id":"account-\#($0)","type":"Opened","data":{"number":\#($0),"text":"\#(text)"}}"#
        + "\n"
    }
    try folder.write("log.jsonl", lines.joined())
    let source = HeldSource(try EventLog.open([folder.path("log.jsonl")]))
    defer { source.goOn() }
    var exploration = try Exploration(of: source)
    exploration.press("A")
    try exploration.expect("the newest event") {
      isAt("account-5000", $0) && $0.contains("reading the log")
    }
    exploration.press("k")
    try exploration.expect("the one before") { isAt("account-4999", $0) }
    #expect(source.log.index.eventCount < 5_000)
    exploration.press("\n")
    try exploration.expect("that its stream is opened later") {
      $0.contains("opens account-4999 once it is read, Esc cancels")
    }
    source.goOn()
    try exploration.expect("the stream") {
      $0.contains("all events › account-4999")
        || $0.contains("account-4999 ") && $0.contains("v1 of 1")
    }
    exploration.press("A")
    try exploration.expect("the same event") { $0.contains("@4,999 of 5,000") }
    #expect(exploration.failures.isEmpty)
    exploration.end()
  }

  /// Whether the row that is pointed at shows a name.
  private func isAt(_ name: String, _ screen: String) -> Bool {
    screen.split(separator: "\n").contains { $0.contains("▶") && $0.contains(name) }
  }
}

/// A log whose reading stops behind its first lines until it is let go on.
private final class HeldSource: LogBackedSource {
  let log: EventLog
  private let gate = DispatchSemaphore(value: 0)

  init(_ log: EventLog) { self.log = log }

  func goOn() { gate.signal() }

  func refresh(
    progress: @escaping @Sendable (IndexingProgress) -> Bool
  ) throws -> SourceChange {
    try log.refresh { [gate] report in
      let isWanted = progress(report)
      gate.wait()
      gate.signal()
      return isWanted
    }
  }
}
