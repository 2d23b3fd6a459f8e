import Rewind
import Testing

@testable import ExplorerRuntime

@Suite("The leaf that tells the events of a type from one another")
struct TellingLeafTests {
  private func choice(_ data: [String]) throws -> String? {
    var leaf = TellingLeaf()
    for text in data { leaf.add(try JSONText(text).value) }
    return leaf.choices.first?.description
  }

  @Test(
    "has most distinct values; of equals the first key wins",
    arguments: [
      (
        [#"{"kind":"a","amount":1}"#, #"{"kind":"b","amount":2}"#, #"{"kind":"a","amount":3}"#],
        ".amount"
      ),
      ([#"{"b":1,"a":5}"#, #"{"b":2,"a":6}"#], ".b"),
      ([#"{"x":{"y":"one"}}"#, #"{"x":{"y":"two"}}"#], ".x.y"),
      ([#"{"list":[{"t":"hi"}]}"#, #"{"list":[{"t":"ho"}]}"#], ".list[0].t"),
      ([#""one""#, #""two""#], "."),
    ] as [([String], String)])
  func most(data: [String], path: String) throws {
    #expect(try choice(data) == path)
  }

  @Test(
    "is no id, no time and nothing that is always the same",
    arguments: [
      ([#"{"id":"a","text":"x"}"#, #"{"id":"b","text":"x"}"#], nil),
      ([#"{"orderId":1,"n":1}"#, #"{"orderId":2,"n":2}"#, #"{"orderId":3,"n":2}"#], ".n"),
      ([#"{"created_at":1,"n":1}"#, #"{"created_at":2,"n":1}"#], nil),
      (
        [#"{"when":"2026-01-01T10:00:00Z","n":1}"#, #"{"when":"2026-01-02T10:00:00Z","n":2}"#], ".n"
      ),
      (
        [
          #"{"trace":"0af7651916cd43dd8448eb211c80319c"}"#,
          #"{"trace":"1af7651916cd43dd8448eb211c80319c"}"#,
        ], nil
      ),
      ([#"{"blob":"IjhkMWVjZmRkLWM5NGMtM2"}"#, #"{"blob":"MA=="}"#, #"{}"#], ".blob"),
      ([#"{}"#, #"{}"#], nil),
    ] as [([String], String?)])
  func neither(data: [String], path: String?) throws {
    #expect(try choice(data) == path)
  }

  @Test("of one event alone it is the first that is no id: nothing is known to be always the same")
  func one() throws {
    #expect(try choice([#"{"id":"a","text":"x","n":1}"#]) == ".text")
  }
}
