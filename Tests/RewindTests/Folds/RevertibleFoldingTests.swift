import Testing

@testable import Rewind

/// Collects texts, and refuses "no" only behind having taken it in.
private struct Collected: Aggregate {
  static let category = "collected"
  struct Refused: Error {}
  private var texts: [JSONValue] = []
  mutating func apply(_ event: EventRecord) throws {
    texts.append(event.data.value)
    if event.data.value == "no" { throw Refused() }
  }
  var value: JSONValue? { .array(texts) }
}

@Suite("A fold in this process, where events cannot be applied")
struct RevertibleFoldingTests {
  /// Folds texts, of which some stand for lines that are none.
  private func fold(_ data: [String], upcasters: Upcasters = .none) throws -> FoldedBatch<
    Collected
  > {
    let lines = data.map {
      $0 == "damaged" ? "{" : #"{"stream_id":"collected-1","type":"T","data":"\#($0)"}"#
    }
    let snapshot = EventLog.inMemory(lines: lines).snapshot()
    let batch = FoldBatch(
      try snapshot.events(at: Array(1...lines.count)), firstVersion: 1, interval: 1,
      upcasters: upcasters)
    return try AggregateFold(Collected.self).fold(batch, from: Collected())
  }

  @Test(
    "goes on from the state before each, wherever it is",
    arguments: [
      [0], [63], [64], [65], [0, 1, 2], [62, 63, 64, 65], [10, 70, 130, 199],
      Array(stride(from: 3, to: 200, by: 3)), Array(0..<200),
    ])
  func refused(refused: [Int]) throws {
    let data = (0..<200).map { refused.contains($0) ? "no" : "\($0)" }
    let folded = try fold(data)
    #expect(folded.faults.map(\.version) == refused.map { $0 + 1 })
    #expect(
      folded.kept.map(\.value)
        == (1...200).map { .array(data[..<$0].filter { $0 != "no" }.map { .string($0) }) })
    #expect(folded.last.value == folded.kept.last?.value)
  }

  @Test("goes on behind a damaged line")
  func damaged() throws {
    let folded = try fold(["a", "damaged", "no", "b", "damaged", "no", "c"])
    #expect(folded.faults.map(\.version) == [2, 3, 5, 6])
    #expect(folded.last.value == ["a", "b", "c"])
  }

  @Test("takes nothing of an event of whose parts one is refused")
  func parts() throws {
    let upcasters = Upcasters([
      Upcaster(splitting: "T", from: 1) { schema in
        let text = schema.data.string ?? ""
        return text.split(separator: "+").map {
          EventSchema(type: schema.type, data: .string(String($0)))
        }
      }
    ])
    let folded = try fold(["a+b", "c+no", "d+e", "no+f"], upcasters: upcasters)
    #expect(folded.faults.map(\.version) == [2, 4])
    #expect(folded.last.value == ["a", "b", "d", "e"])
  }
}
