import Explorer
import Rewind
import TestSupport
import Testing

@testable import ExplorerRuntime
@testable import RewindSQLite

@Suite("What a person at a shell is told to do about an error")
struct AdviceTests {
  private static let calls = ProposedCalls(logWords: ["-l", "my bank"])

  @Test("a mapping that a person gave, now or before, is told by what it says")
  func mappingRemark() throws {
    let words = ["stream=trip", "type=kind"]
    #expect(
      try EnvelopeMapping(arguments: words).remark == "mapping as given: stream=trip type=kind")
    let remembered = try EnvelopeMapping(
      arguments: words, name: EnvelopeMapping.rememberedName)
    #expect(remembered.remark == "mapping as remembered: stream=trip type=kind")
    #expect(EnvelopeMapping(name: "Marten", sources: [:]).remark == "mapping: Marten")
  }

  private static let lines: [(any Error, String)] = [
    (StoreError.notAStore("a b"), "a b: no store here; rewind init 'a b' makes one"),
    (
      LogOpenError.noFiles("a b", folders: []),
      "a b: no store and no log here; rewind init 'a b' makes a store"
    ),
    (
      LogOpenError.noFiles("logs/*", folders: []),
      "logs/*: no store and no log here; name another, or for a new store a folder that is "
        + "not there"
    ),
    (
      StoreError.notAStore("-"),
      "-: no store here; name another, or for a new store a folder that is not there"
    ),
    (
      LogOpenError.store(.notAStore("bank")), "bank: no store here; rewind init bank makes one"
    ),
    (
      StoreError.damaged(position: 7, count: 2),
      "the log has 2 damaged lines, the first at position 7; rewind verify -l 'my bank' says more, "
        + "rewind verify --repair -l 'my bank' moves them aside"
    ),
    (
      StoreError.disordered(position: 2, segment: "0002.jsonl"),
      "position 2 in 0002.jsonl is not above those before it: a segment was renamed, copied or "
        + "changed; rewind verify -l 'my bank' says more, put the segments back as they were"
    ),
    (
      RepositoryError.notApplied("account-1", version: 3, reason: "below zero"),
      "stream account-1, version 3: below zero; rewind state account-1 --at 3 -l 'my bank' shows it"
    ),
    (
      ReadModelError.notBuilt(projection: "orders"),
      "orders: no read model yet; rewind projection rebuild orders -l 'my bank'"
    ),
    (
      ReadModelError.noShadow(projection: "orders"),
      "orders: no finished rebuild; rewind projection rebuild orders -l 'my bank'"
    ),
    (
      ReadModelError.unreadable(projection: "orders", key: "o-1", column: "total"),
      "orders: the row o-1 has a total that it never wrote; "
        + "rewind projection rebuild orders -l 'my bank'"
    ),
    (
      ReadModelError.stale(projection: "orders", reason: "its definition has changed"),
      "orders: its definition has changed; rewind projection rebuild orders -l 'my bank'"
    ),
    (
      DatabaseKind.readModels.damaged("r.sqlite", "malformed"),
      "r.sqlite: is damaged (malformed); delete it, and make the read models anew from the log: "
        + "rewind projection rebuild --all -l 'my bank'"
    ),
    (
      SQLiteError(.tablesChanged, at: "r.sqlite", of: .readModels, "no such table; changed?"),
      "r.sqlite: no such table; changed? rewind projection rebuild --all -l 'my bank'"
    ),
    (
      DatabaseKind.snapshots.damaged("s.sqlite", "malformed"),
      "s.sqlite: is damaged (malformed); delete it, and snapshots are taken anew"
    ),
    (
      SQLiteError(.locked, at: "r.sqlite", of: .readModels, "locked"), "r.sqlite: locked"
    ),
  ]

  @Test("the line names the log as the person did, quoted", arguments: lines.indices)
  func line(number: Int) {
    let (error, line) = Self.lines[number]
    #expect(Self.calls.line(of: error) == line)
  }

  @Test("what the library says proposes nothing to type", arguments: lines.indices)
  func description(number: Int) {
    #expect(!"\(Self.lines[number].0)".contains("rewind "))
  }

  @Test("what nothing is proposed for is the error's own line")
  func plain() {
    #expect(Self.calls.line(of: StoreError.inDoubt) == StoreError.inDoubt.description)
    #expect(Self.calls.line(of: CancellationError()) == "\(CancellationError())")
  }

  @Test("of an archive it is told how what is in it is opened, mapped as the call said")
  func archive() throws {
    let folder = try TemporaryFolder()
    try folder.write("a b.zip", "PK")
    let calls = ProposedCalls(logWords: ["-l", "a b.zip"], mappingWords: ["--map", "stream=id"])
    let line = calls.line(
      of: LogOpenError.wrapped(folder.path("a b.zip"), kind: "a zip", unwrapping: "unzip -p"))
    #expect(line.hasSuffix("a b.zip' | rewind - --map stream=id opens what is in it"))
  }

  @Test("a projection is named once")
  func named() {
    let calls = ProposedCalls()
    #expect(
      calls.line(of: ReadModelError.owned(projection: "orders", process: 7), about: "orders")
        == "orders: process 7 is at work on it; wait for it or end it")
    let locked = SQLiteError(.locked, at: "r.sqlite", of: .readModels, "locked")
    #expect(calls.line(of: locked, about: "orders") == "orders: r.sqlite: locked")
  }
}
