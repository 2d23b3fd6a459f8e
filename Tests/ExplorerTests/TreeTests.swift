import Rewind
import TestSupport
import Testing
import TextUI

@testable import Explorer

@Suite("Values as trees")
struct TreeTests {
  private func rows(
    _ new: JSONValue?, was old: JSONValue?, folding: Folding = Folding(), changesOnly: Bool = false
  ) -> [String] {
    var builder = TreeBuilder(
      folding: folding, changesOnly: changesOnly,
      changes: StateDiff.changes(from: old, to: new))
    builder.add(new, was: old, named: "state")
    return builder.rows.map { row in
      let indent = String(repeating: "  ", count: row.line.depth)
      return "\(row.line.mark?.glyph ?? " ") \(indent)\(row.line.key) \(spelled(row.line.content))"
    }
  }

  private func spelled(_ content: TreeLine.Content) -> String {
    switch content {
    case .value(let text), .text(let text, _): text
    case .id(let id, _): id
    case .change(let old, let new): "\(old) -> \(new)"
    case .parent(let members, let isFolded), .header(let members, let isFolded):
      isFolded ? "folded \(members)" : members
    }
  }

  private let old: JSONValue = [
    "a": 1, "gone": true, "list": [1, 2], "deep": ["x": ["y": 1]], "leaf": 5,
  ]
  private let new: JSONValue = [
    "a": 2, "list": [1], "deep": ["x": ["y": 1, "z": .null]], "leaf": ["n": 1], "new": "text",
  ]

  @Test("what changed is marked, what was removed is shown where it was, parents carry the mark")
  func marks() {
    expectNoDifference(
      rows(new, was: old),
      [
        "~ a 1 -> 2", "- gone true", "~ list [1]", "    [0] 1", "-   [1] 2", "~ deep {1}",
        "~   x {2}", "      y 1", "+     z null", #"~ leaf 5 -> {"n":1}"#, #"+ new "text""#,
      ])
  }

  @Test("changes only leaves out the rest")
  func changesOnly() {
    expectNoDifference(
      rows(new, was: old, changesOnly: true),
      [
        "~ a 1 -> 2", "- gone true", "~ list [1]", "-   [1] 2", "~ deep {1}", "~   x {2}",
        "+     z null", #"~ leaf 5 -> {"n":1}"#, #"+ new "text""#,
      ])
  }

  @Test("a folded parent still carries the mark of what changed in it")
  func folded() {
    var folding = Folding()
    folding.setAll(folded: true)
    expectNoDifference(
      rows(new, was: old, folding: folding),
      [
        "~ a 1 -> 2", "- gone true", "~ list folded [1]", "~ deep folded {1}",
        #"~ leaf 5 -> {"n":1}"#, #"+ new "text""#,
      ])
  }

  @Test(
    "an object that takes the place of a value without members, or of nothing, is new throughout",
    arguments: [nil, "x", .null, [1, 2], [:]] as [JSONValue?], [false, true])
  func allNew(old: JSONValue?, changesOnly: Bool) {
    expectNoDifference(
      rows(["a": 1, "deep": ["x": 2]], was: old, changesOnly: changesOnly),
      ["+ a 1", "+ deep {1}", "+   x 2"])
  }

  @Test("very long arrays are folded at first")
  func longArrays() {
    let many = JSONValue.array((0..<500).map { JSONValue($0) })
    #expect(rows(["many": many], was: ["many": many]) == ["  many folded [500]"])
  }

  @Test(
    "a value that is no object or array is one row",
    arguments: [
      (JSONValue.null, "  state null"), (JSONValue(7), "  state 7"),
      (JSONValue.object([:]), "  state {}"),
    ])
  func scalars(value: JSONValue, row: String) {
    #expect(rows(value, was: value) == [row])
  }

  @Test("the parts in which two texts differ are what they do not start and end with alike")
  func difference() {
    let (old, new) = ValuePopup.difference(Array("abcXdef"), Array("abcYYdef"))
    #expect(old == 3..<4 && new == 3..<5)
    let (same, _) = ValuePopup.difference(Array("aa"), Array("aaa"))
    #expect(same.isEmpty)
  }

  @Test("a list scrolls no further than needed, and puts what a jump reached in its middle")
  func scrolling() {
    #expect(ListCursor.top(keeping: 10, from: 0, count: 100, height: 10) == 1)
    #expect(ListCursor.top(keeping: 5, from: 6, count: 100, height: 10) == 5)
    #expect(ListCursor.top(keeping: 50, from: 0, count: 100, height: 10) == 45)
    #expect(ListCursor.top(keeping: 99, from: 0, count: 100, height: 10) == 90)
    #expect(ListCursor.top(keeping: 3, from: 90, count: 5, height: 10) == 0)
  }
}
