import Foundation
import Rewind
import SampleDomain
import TestSupport
import Testing

@testable import RewindBenchmarks
@testable import RewindSQLite

@Suite("A projection that is followed and rebuilt at once, by processes that are killed")
struct KilledFollowersTests {
  private static let eventCount = 20_000
  private static let name = "account_balances"

  private let program: BuiltProgram
  /// Those of the log, and behind them those that were appended since.
  private var moves: [BankMove]

  init() throws {
    program = try BuiltProgram()
    try ReferenceFiles.writeStore(ofEvents: Self.eventCount, to: program.path("bank"))
    moves = try BankMove.moves(inLog: program.path("bank/log"))
  }

  /// A process, and which rows were there when it was started.
  private struct Worker {
    let words: [String]
    var child: Child
    var generation: Int?
  }

  /// What is stored of the live copy at one moment.
  private struct Stored {
    var position: Int
    var generation: Int
    var balances: [String: Int]
  }

  /// REWIND_KILLS is how many are killed: 24, unless it says otherwise.
  @Test("has rows that are what a fold makes of the events up to its checkpoint, at every moment")
  mutating func killed() async throws {
    let kills = ProcessInfo.processInfo.environment["REWIND_KILLS"].flatMap { Int($0) } ?? 24
    let store = try FileEventStore(at: program.path("bank"))
    var (rebuilt, positions): (Int, Set<Int>) = (0, [])
    var workers = try [["run", "--follow"], ["rebuild"], ["run", "--follow"], ["rebuild"]]
      .map(begin)
    for round in 0..<kills {
      let account = try #require(moves.randomElement()).account
      try await store.append(
        (0..<50).map { _ in NewEvent(type: "MoneyDeposited", data: "{\"amount\":1}") },
        to: StreamName(account))
      moves += repeatElement(BankMove(account: account, amount: 1), count: 50)
      // The moment is random on purpose.
      try await Task.sleep(for: .milliseconds(.random(in: 0...400)))
      let number = round % workers.count
      workers[number].child.signal(SIGKILL)
      _ = workers[number].child.waitForExit()
      let stored = try check()
      if let stored { positions.insert(stored.position) }
      for number in workers.indices where workers[number].child.hasEnded {
        let worker = workers[number]
        // A rebuild that says it is done has left other rows than it found.
        if worker.words == ["rebuild"], worker.child.waitForExit() == 0 {
          rebuilt += 1
          #expect(try self.stored()?.generation != worker.generation)
        }
        workers[number] = try begin(worker.words)
      }
    }
    workers = []
    #expect(try program.run("projection", "rebuild", Self.name, "-l", "bank").status == 0)
    #expect(try program.run("projection", "run", Self.name, "-l", "bank").status == 0)
    moves = try BankMove.moves(inLog: program.path("bank/log"))
    let last = try #require(try check())
    #expect(last.position == Self.eventCount + 50 * kills)
    print(
      "killed \(kills) times; \(rebuilt) rebuilds were swapped, rows seen at \(positions.count) places"
    )
  }

  private func begin(_ words: [String]) throws -> Worker {
    let generation = try stored()?.generation
    let child = try program.start(
      ["projection", words[0], Self.name, "-l", "bank"] + words.dropFirst())
    return Worker(words: words, child: child, generation: generation)
  }

  /// Holds what is stored against a fold by other code; answers it, nil where there is nothing.
  private func check() throws -> Stored? {
    guard let stored = try stored() else { return nil }
    #expect(
      stored.balances == BankMove.balances(after: moves[..<stored.position]),
      "rows at @\(stored.position)")
    return stored
  }

  private func stored() throws -> Stored? {
    let path = program.path("bank/cache/readmodels.sqlite")
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let reader = try Connection(path, of: .readModels, .reading, busyTimeout: 10_000)
    return try reader.transaction("BEGIN") {
      guard try reader.hasTables(), let copy = try reader.stored(Self.name, .live) else {
        return nil
      }
      let rows = try reader.statement("SELECT account, balance FROM account_balances")
      defer { rows.reset() }
      var balances: [String: Int] = [:]
      while try rows.step() {
        balances[try #require(rows.text(0))] = rows.integer(1)
      }
      return Stored(
        position: copy.header.checkpoint.position, generation: copy.header.generation,
        balances: balances)
    }
  }
}
