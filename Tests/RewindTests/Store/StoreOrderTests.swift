import Foundation
import TestSupport
import Testing

@testable import Rewind

@Suite("A store whose lines or segments are not where they were")
struct StoreOrderTests {
  /// Six segments of an event each.
  private static func segments() async throws -> [String: [UInt8]] {
    let fixture = try StoreFixture(.memory)
    let store = fixture.store(segmentSize: 1)
    for number in 1...6 { try await store.append([.deposit(number)], to: "account-1") }
    return try fixture.files()
  }

  private static func problems(_ fixture: StoreFixture) throws -> [String] {
    var problems: [String] = []
    try LogVerifier(try fixture.log().snapshot()).run {
      problems.append("\($0.kind.rawValue): \($0.message)")
    }
    return problems
  }

  @Test("gives no position twice: it refuses to append where they do not go up")
  func disorder() async throws {
    let before = try await Self.segments()
    let (second, last) = ("0000000000000002.jsonl", "0000000000000099.jsonl")
    var copied = before
    copied[last] = before[second]
    var renamed = copied
    renamed[second] = nil
    for segments in [copied, renamed] {
      let fixture = try StoreFixture(.files, segments)
      for _ in 1...2 {
        let error = await #expect(throws: StoreError.self) {
          try await fixture.store().append([.deposit(7)], to: "account-1")
        }
        #expect("\(try #require(error))".contains("position 2 in \(last) is not above"))
      }
      #expect(try fixture.files() == segments)
      #expect(try Self.problems(fixture).contains("disorder: position 2 comes after position 6"))
    }
  }

  @Test("never begins a segment in a file that holds something")
  func taken() async throws {
    let fixture = try StoreFixture(.files, ["0000000000000002.jsonl": Array("{}\n".utf8)])
    #expect(throws: LogFileError.self) { try fixture.storage.create("0000000000000002.jsonl") }
  }

  @Test("says which positions and versions are missing", arguments: [1, 3])
  func gaps(missing: Int) async throws {
    var segments = try await Self.segments()
    segments["000000000000000\(missing).jsonl"] = nil
    let problems = try Self.problems(try StoreFixture(.files, segments))
    #expect(
      problems
        == (missing == 1
          ? ["gap: the log begins at position 2", "gap: stream account-1 begins at version 2"]
          : [
            "gap: position 4 comes after position 2",
            "gap: stream account-1: version 4 comes after version 2",
          ]))
  }

  @Test(
    "takes a line for damage that lacks what each line of a store has",
    arguments: [
      (#""position":2"#, #""Position":2"#), (#""position":2"#, #""position":"2""#),
      (#""version":2"#, #""Version":2"#), (#""id":"#, #""Id":"#),
      (#""timestamp":"#, #""Timestamp":"#), (#""data":"#, #""Data":"#),
      (#""data":{"amount":2}"#, #""data":{"amount":2},"metadata":[1]"#),
      (#""type":"MoneyDeposited""#, #""type":5"#),
    ])
  func strict(old: String, new: String) async throws {
    var segments = try await Self.segments()
    let name = "0000000000000002.jsonl"
    let line = String(decoding: try #require(segments[name]), as: UTF8.self)
    segments[name] = Array(line.replacing(old, with: new).utf8)
    let problems = try Self.problems(try StoreFixture(.files, segments))
    #expect(problems.contains { $0.hasPrefix("damage: ") }, "\(problems)")
    let next = try StoreFixture(.memory, segments).log().event(at: 3).record
    #expect(next?.data["amount"]?.int == 3)
  }

  @Test(
    "takes no line for one that a repair left which a repair does not write",
    arguments: [
      #"{"position":9223372036854775807,"moved_aside":"x"}"#, #"{"position":0,"moved_aside":"x"}"#,
      #"{"position":2,"moved_aside":5}"#, #"{"position":2,"moved_aside":"x","a":1}"#,
    ])
  func noMovedLine(line: String) async throws {
    var segments = try await Self.segments()
    segments["0000000000000002.jsonl"] = Array("\(line)\n".utf8)
    let fixture = try StoreFixture(.files, segments)
    #expect(try fixture.log().index.damagedPositions == [2])
    await #expect(throws: StoreError.self) {
      try await fixture.store().append([.deposit(7)], to: "account-1")
    }
  }

  @Test("reads keys in any order, and lines with further keys")
  func lenient() async throws {
    var segments = try await Self.segments()
    let name = "0000000000000002.jsonl"
    let line = String(decoding: try #require(segments[name]), as: UTF8.self)
    segments[name] = Array(
      line.replacing("{\"position\":2,", with: "{\"x\":0, \"position\": 2,").utf8)
    #expect(try Self.problems(try StoreFixture(.files, segments)).isEmpty)
  }
}
