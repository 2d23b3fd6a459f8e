import TestSupport
import Testing

@testable import Rewind

@Suite("What an append asserts of its stream")
struct ExpectedVersionTests {
  /// An assertion, how many events the stream has, and whether it holds.
  struct Case: CustomTestStringConvertible {
    var expected: ExpectedVersion
    var present: Int
    var isMet: Bool

    init(_ expected: ExpectedVersion, _ present: Int, _ isMet: Bool) {
      self.expected = expected
      self.present = present
      self.isMet = isMet
    }

    var testDescription: String { "\(expected) of \(present)" }
  }

  private static let cases = [
    // Empty, of one event, longer.
    Case(.any, 0, true), Case(.any, 1, true), Case(.any, 5, true),
    Case(.noStream, 0, true), Case(.noStream, 1, false), Case(.noStream, 5, false),
    Case(.streamExists, 0, false), Case(.streamExists, 1, true), Case(.streamExists, 5, true),
    Case(.exactly(0), 0, true), Case(.exactly(0), 1, false), Case(.exactly(0), 5, false),
    Case(.exactly(1), 0, false), Case(.exactly(1), 1, true), Case(.exactly(1), 5, false),
    Case(.exactly(4), 5, false), Case(.exactly(5), 5, true), Case(.exactly(6), 5, false),
    Case(.exactly(-1), 0, false), Case(.exactly(-1), 5, false),
    Case(.exactly(.max), 0, false), Case(.exactly(.max), 5, false),
    Case(.exactly(.min), 0, false), Case(.exactly(.min), 5, false),
  ]

  @Test(
    "appends where it holds, and conflicts where it does not",
    arguments: StorageKind.allCases, cases)
  func alone(kind: StorageKind, given: Case) async throws {
    let store = try StoreFixture(kind).store()
    // Another stream and one of a similar name, which are none of its business.
    for other in ["account-11", "account-"] {
      try await store.append((1...3).map(NewEvent.deposit), to: StreamName(other))
    }
    if given.present > 0 {
      try await store.append((1...given.present).map(NewEvent.deposit), to: "account-1")
    }
    do {
      let result = try await store.append(
        [.deposit(9), .deposit(9)], to: "account-1", expected: given.expected)
      #expect(given.isMet)
      #expect(result.versions == given.present + 1...given.present + 2)
      #expect(result.positions == given.present + 7...given.present + 8)
      #expect(!result.isRepeat)
      #expect(store.log.index.eventCount == given.present + 8)
    } catch {
      #expect(!given.isMet)
      #expect(store.log.index.eventCount == given.present + 6)
      guard case .conflict("account-1", given.expected, given.present) = error else {
        Issue.record("another error: \(error)")
        return
      }
      #expect("\(error)".hasPrefix("stream account-1: expected \(given.expected), but it is "))
    }
  }

  @Test("is judged against what its group has written before it", arguments: cases)
  func grouped(given: Case) async throws {
    let fixture = try StoreFixture(.memory)
    let store = fixture.store()
    var requests = (0..<given.present).map {
      StreamAppend([.deposit($0)], to: "account-1", expected: .exactly($0))
    }
    requests.append(
      StreamAppend([.deposit(9)], to: "account-1", expected: given.expected))
    let decisions = await store.writer.commit(requests)
    switch (decisions[given.present], given.isMet) {
    case (.appended(let result), true): #expect(result.versions.lowerBound == given.present + 1)
    // What is refused by what is not on the disk yet is refused in the next group, if at all.
    case (.deferred, false): #expect(given.present > 0)
    case (.refused(.conflict), false): #expect(given.present == 0)
    case (let decision, _): Issue.record("another decision: \(decision)")
    }
  }
}
