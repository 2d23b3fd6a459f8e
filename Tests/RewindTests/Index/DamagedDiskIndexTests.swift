import Foundation
import TestSupport
import Testing

@testable import Rewind

@Suite("A damaged index on disk")
struct DamagedDiskIndexTests {
  /// A log with an index of two runs, whose files have several blocks, and in which ids are looked up.
  ///
  /// It is made once, with what both answer, and each test breaks a copy.
  private struct Indexed: Sendable {
    let image: IndexedLogFile.Image
    let answers: [String]
    let linkAnswers: [String]

    init() throws {
      let file = try IndexedLogFile(seed: 30)
      try file.grow(by: 2_500)
      try file.opened().keepIndex(beyond: 1)
      try file.grow(by: 500)
      let log = try file.opened()
      log.keepIndex(beyond: 1)
      #expect(log.keepLinks(ofLinesAtOnce: 2_600) == .written)
      image = try IndexedLogFile.Image(of: file)
      answers = try file.expectedAnswers()
      linkAnswers = try expectedLinkAnswers(of: file.opened(withIndex: false))
    }
  }

  private static let indexed = Result { try Indexed() }
  private let indexed: Indexed
  private let file: IndexedLogFile

  init() throws {
    indexed = try Self.indexed.get()
    file = try IndexedLogFile(indexed.image)
  }

  @Test("is whole before it is damaged, in two runs and with ids")
  func whole() throws {
    let log = try file.opened()
    #expect(log.index.disk?.manifest.runs.count == 2)
    #expect(log.index.disk?.linkedCount == 3_000)
    #expect(try linkAnswers(of: log) == indexed.linkAnswers)
    expectNoDifference(answers(of: log.index), indexed.answers)
    #expect(log.indexFault == nil)
  }

  /// How many changes are tried; `REWIND_INDEX_MUTATIONS` says another number.
  private static let mutationCount =
    ProcessInfo.processInfo.environment["REWIND_INDEX_MUTATIONS"].flatMap { Int($0) } ?? 15

  @Test("answers as a scan does, whatever was changed in which file")
  func mutated() throws {
    let expected = indexed.answers + indexed.linkAnswers
    let names = try FileManager.default.contentsOfDirectory(atPath: file.index).sorted()
    var random = SeededRandom(seed: 31)
    for _ in 0..<Self.mutationCount {
      let name = try #require(names.randomElement(using: &random))
      let path = file.index + "/" + name
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      let changed = mutation(of: whole, using: &random)
      try changed.write(to: URL(fileURLWithPath: path))
      let log = try file.opened()
      // Ids first: where the rest has found damage, they are looked up no more.
      let linked = try linkAnswers(of: log)
      let found = answers(of: log.index) + linked
      if found != expected {
        expectNoDifference(found, expected)
        Issue.record("\(name) was changed")
      }
      if changed != whole { #expect(log.indexFault != nil || name == "lock") }
      try whole.write(to: URL(fileURLWithPath: path))
    }
  }

  /// Some bytes changed, cut off, added or exchanged.
  private func mutation(of bytes: Data, using random: inout SeededRandom) -> Data {
    guard !bytes.isEmpty else { return Data([1, 2, 3]) }
    var bytes = bytes
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: bytes = bytes.prefix(place)
    case 2:
      for index in place..<min(bytes.count, place + 4_096) { bytes[index] = 0 }
    case 3:
      for index in place..<min(bytes.count, place + 64) {
        bytes[index] = .random(in: 0...255, using: &random)
      }
    default:
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
    }
    return bytes
  }

  @Test(
    "is written anew", arguments: ["index", "locators", "names", "run", "links"], [false, true])
  func mended(kind: String, isCut: Bool) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: file.index)
    let path = file.index + "/" + (try #require(names.first { $0.hasPrefix(kind) }))
    let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
    try Data(repeating: 7, count: isCut ? size / 2 : size).write(to: URL(fileURLWithPath: path))
    let log = try file.opened()
    _ = try linkAnswers(of: log) + answers(of: log.index)
    #expect(log.indexFault != nil)
    #expect(log.keepIndex(beyond: 1) == .written)
    let again = try file.opened()
    #expect(again.index.disk?.lineCount == 3_000)
    expectNoDifference(answers(of: again.index), indexed.answers)
    #expect(again.indexFault == nil)
  }

  @Test("is no more once an event was read that is another than the one that was indexed")
  func changedInPlace() throws {
    let file = try IndexedLogFile(seed: 36)
    try file.grow(by: 3_000)
    try file.opened().keepIndex(beyond: 1)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: file.path))
    // Not among the bytes of which there are digests.
    let place = try #require(
      bytes.range(of: Data(#""s":"a-1""#.utf8), in: 60_000..<bytes.count - 60_000))
    bytes[place.upperBound - 2] = UInt8(ascii: "2")
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.path))
    try handle.write(contentsOf: bytes)
    try handle.close()
    try file.grow(by: 10)
    let expected = try file.expectedAnswers()
    let log = try file.opened()
    #expect(log.index.disk != nil)
    #expect(throws: LogChangedError.self) {
      _ = try log.snapshot().events(at: Array(1...log.index.eventCount))
    }
    expectNoDifference(answers(of: try file.opened().index), expected)
    // Who has it open reads the log anew as well.
    #expect(try log.refresh() == .replaced)
    expectNoDifference(answers(of: log.index), expected)
  }

  @Test(
    "that cannot be added to is written anew",
    arguments: [GrowingKind.locators, .times, .types, .unread, .names, .nameEnds])
  func damagedEnd(kind: GrowingKind) throws {
    let manifest = try #require(try IndexFolder(path: file.index).manifest())
    let path = file.index + "/" + manifest.fileName(of: kind)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    try file.grow(by: 200)
    #expect(try file.opened().keepIndex(beyond: 1) == .written)
    let again = try file.opened()
    #expect(again.index.disk?.manifest.generation != manifest.generation)
    expectNoDifference(answers(of: again.index), try file.expectedAnswers())
    #expect(again.indexFault == nil)
  }

  @Test("is not believed where its files are cut short while they are mapped")
  func cutWhileMapped() throws {
    let log = try file.opened()
    for name in try FileManager.default.contentsOfDirectory(atPath: file.index) {
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.index + "/" + name))
      try handle.truncate(atOffset: 0)
    }
    expectNoDifference(answers(of: log.index), indexed.answers)
    #expect(log.indexFault != nil)
  }

  @Test("of a log that is gone too is of damaged lines, and ends nothing")
  func lostWithLog() throws {
    let log = try file.opened()
    for name in try FileManager.default.contentsOfDirectory(atPath: file.index) + ["../log.jsonl"] {
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.index + "/" + name))
      try handle.truncate(atOffset: 0)
    }
    #expect(answers(of: log.index).count > 3_000)
    #expect(log.index[1].isDamaged)
  }
}
