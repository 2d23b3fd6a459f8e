import Explorer
import Foundation
import Rewind
import Synchronization
import TestSupport
import Testing

@testable import ExplorerRuntime

@Suite("Work on projections beside the loop", .timeLimit(.wholeRun))
struct ProjectionJobsTests {
  private let folder: TemporaryFolder
  private let store: FileEventStore
  private let mailbox: Mailbox
  private let jobs: ProjectionJobs
  private let gate = Gate()
  private let inbox = Inbox()

  /// A store with six events of three streams, built-in projections, and one that the test gates.
  init() async throws {
    folder = try TemporaryFolder()
    try FileEventStore.create(at: folder.path("store"))
    store = try FileEventStore(at: folder.path("store"))
    for number in 1...6 {
      try await store.append([NewEvent(type: "T", data: "{}")], to: "a-\(number % 3)")
    }
    let log = try EventLog.open([folder.path("store")])
    try log.refresh()
    mailbox = Mailbox { [inbox] in inbox.posted.signal() }
    let projections = LogProjections(
      source: log,
      catalog: ProjectionCatalog(
        BuiltInProjections.all + [
          ProjectionDefinition(Gated(gate: gate)), ProjectionDefinition(Refusing()),
        ]),
      models: LogReadModels(at: ReadModelPlace(inStore: folder.path("store"))))
    jobs = ProjectionJobs(projections, mailbox: mailbox)
  }

  /// Waits for news that pass a test.
  private func expect<Value>(
    _ what: String, _ pick: (ProjectionNews) -> Value?
  ) throws -> Value {
    let deadline = Date(timeIntervalSinceNow: 20)
    var seen: [ProjectionNews] = []
    while Date() < deadline {
      inbox.messages += mailbox.take()
      while !inbox.messages.isEmpty {
        guard case .projections(let news) = inbox.messages.removeFirst() else { continue }
        seen.append(news)
        if let value = pick(news) { return value }
      }
      _ = inbox.posted.wait(timeout: .now() + 1)
    }
    throw Missing(what: what, seen: "\(seen)")
  }

  private struct Missing: Error {
    let what: String
    let seen: String
  }

  private func ending(of name: String) throws -> ProjectionNews.Ending {
    try expect("the end of \(name)") { news in
      if case .ended(name, let ending) = news { ending } else { nil }
    }
  }

  private func statuses(
    _ isRight: @escaping ([ProjectionStatus]) -> Bool
  ) throws -> [ProjectionStatus] {
    try expect("statuses") { news in
      if case .statuses(let statuses) = news, isRight(statuses) { statuses } else { nil }
    }
  }

  @Test("statuses are told at first and after every change")
  func tells() throws {
    jobs.start()
    _ = try statuses { $0.map(\.state) == [.notBuilt, .notBuilt, .notBuilt, .notBuilt] }
    jobs.perform(.rebuild(["streams"], comparing: false, onError: .stop))
    guard case .done(let line) = try ending(of: "streams") else {
      Issue.record("not done")
      return
    }
    #expect(line.hasPrefix("streams: rebuilt to @6 in "))
    let statuses = try statuses { $0[0].state == .stopped }
    #expect(statuses[0].position == 6)
    #expect(jobs.linesOnceStopped(jobs.cancelAll()) == [])
  }

  @Test("a rebuild that compares is ready, and is swapped or thrown away")
  func compare() throws {
    jobs.perform(.rebuild(["streams", "event_types"], comparing: true, onError: .stop))
    #expect(try ending(of: "streams") == .ready)
    #expect(try ending(of: "event_types") == .ready)
    jobs.perform(.swap("streams"))
    #expect(try ending(of: "streams") == .done("streams: the new read model is in place"))
    jobs.perform(.discard("event_types"))
    #expect(try ending(of: "event_types") == .done("event_types: the read model is as it was"))
    let store = jobs.projections.models.store
    #expect(try store.header(of: "streams", .live)?.checkpoint.position == 6)
    #expect(try store.header(of: "event_types", .live) == nil)
    #expect(try store.header(of: "event_types", .shadow) == nil)
    #expect(jobs.linesOnceStopped(jobs.cancelAll()) == [])
  }

  @Test("quitting stops a rebuild, and a line says that it goes on")
  func quit() throws {
    jobs.perform(.rebuild(["gated"], comparing: false, onError: .stop))
    gate.waitUntilReached()
    let last = jobs.cancelAll()
    gate.open()
    let line = try #require(jobs.linesOnceStopped(last).first)
    #expect(line.hasPrefix("rebuild of gated stopped at @"))
    #expect(line.hasSuffix("; it goes on when it is asked for again"))
  }

  @Test("a projection that is kept up takes in what others append")
  func follow() async throws {
    jobs.start()
    jobs.perform(.run(["streams"], onError: .stop))
    _ = try statuses { $0[0].state == .running }
    try await store.append([NewEvent(type: "T", data: "{}")], to: "b-1")
    _ = try expect("progress") { (news) -> Bool? in
      guard case .progress("streams", let progress) = news else { return nil }
      return progress.position == 7 ? true : nil
    }
    jobs.perform(.cancel("streams"))
    #expect(try ending(of: "streams") == .cancelled(position: 7))
    #expect(jobs.linesOnceStopped(jobs.cancelAll()) == [])
  }

  @Test("work that meets the event again that it stopped at says so")
  func again() throws {
    for order in [
      ProjectionOrder.run(["refusing"], onError: .stop),
      .rebuild(["refusing"], comparing: false, onError: .stop),
    ] {
      var lines: [String] = []
      for _ in 1...2 {
        jobs.perform(order)
        guard case .failed(let line) = try ending(of: "refusing") else {
          Issue.record("no failure")
          return
        }
        lines.append(line)
      }
      #expect(lines[0].hasPrefix("refusing: stopped before @4: "))
      #expect(lines[1].hasPrefix("refusing: stopped again before @4: "))
    }
  }

  @Test("what cannot be done is told in a line")
  func failures() throws {
    jobs.perform(.swap("streams"))
    guard case .failed(let line) = try ending(of: "streams") else {
      Issue.record("no failure")
      return
    }
    #expect(line.hasPrefix("streams: no finished rebuild"))
    jobs.perform(.retry("nothing", key: nil))
    guard case .failed(let other) = try ending(of: "nothing") else {
      Issue.record("no failure")
      return
    }
    #expect(other.hasPrefix("no projection is called nothing"))
  }
}

/// Messages that were taken out of the mailbox and not looked at yet.
private final class Inbox: @unchecked Sendable {
  /// Of the test's own thread.
  var messages: [Message] = []
  /// Signalled for each message, from any thread.
  let posted = DispatchSemaphore(value: 0)
}

/// Lets nobody through until it is opened.
private final class Gate: Sendable {
  private let opened = DispatchSemaphore(value: 0)
  private let reached = DispatchSemaphore(value: 0)

  func pass() {
    reached.signal()
    opened.wait()
    opened.signal()
  }

  func waitUntilReached() { reached.wait() }

  func open() { opened.signal() }
}

/// Counts events, each of which waits at a gate.
private struct Gated: Projection {
  struct Row: ReadModelRow {
    var events = 0
    mutating func columns(_ column: inout ColumnMapper) { column("events", &events) }
  }

  let gate: Gate
  let name = "gated"
  let selection = EventSelection.all

  func apply(_ event: EventRecord, to row: inout Row?) throws {
    gate.pass()
    row = Row(events: (row?.events ?? 0) + 1)
  }
}

/// A projection that cannot take in the fourth event.
private struct Refusing: Projection {
  struct Row: ReadModelRow {
    var events = 0
    mutating func columns(_ column: inout ColumnMapper) { column("events", &events) }
  }
  struct Refusal: Error {}

  let name = "refusing"
  let selection = EventSelection.all

  func apply(_ event: EventRecord, to row: inout Row?) throws {
    if event.position == 4 { throw Refusal() }
    row = Row(events: (row?.events ?? 0) + 1)
  }
}
