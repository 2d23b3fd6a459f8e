import Rewind
import TestSupport
import Testing

@Suite("What differs between two states")
struct StateDiffTests {
  @Test(
    "each leaf that differs is told, in the new state's order",
    arguments: [
      ("nothing", #"{"a":1,"b":[{}]}"#, #"{"b":[{}],"a":1.0}"#, []),
      ("a changed leaf", #"{"a":1,"b":2}"#, #"{"a":1,"b":3}"#, ["~ .b 2 → 3"]),
      ("null is a value", #"{"a":null}"#, #"{"a":0}"#, ["~ .a null → 0"]),
      (
        "deep leaves", #"{"o":{"x":{"y":1,"z":2}}}"#, #"{"o":{"x":{"y":5,"z":2}}}"#,
        ["~ .o.x.y 1 → 5"]
      ),
      (
        "added leaves, each", #"{}"#, #"{"o":{"x":1,"l":[2,[]]},"e":{}}"#,
        ["+ .o.x 1", "+ .o.l[0] 2", "+ .o.l[1] []", "+ .e {}"]
      ),
      (
        "removed ones where they were", #"{"a":1,"b":2,"c":{"x":3,"y":4},"d":5}"#,
        #"{"d":6,"a":1}"#,
        ["~ .d 5 → 6", "- .b 2", "- .c.x 3", "- .c.y 4"]
      ),
      (
        "removed ones at the start", #"{"a":1,"b":2,"c":3}"#, #"{"c":3,"d":4}"#,
        ["- .a 1", "- .b 2", "+ .d 4"]
      ),
      (
        "elements by their place", #"[1,2,3]"#, #"[1,9]"#, ["~ .[1] 2 → 9", "- .[2] 3"]
      ),
      ("elements added", #"{"l":[1]}"#, #"{"l":[1,{"a":2}]}"#, ["+ .l[1].a 2"]),
      ("a leaf that becomes an object", #"{"a":1}"#, #"{"a":{"b":1}}"#, [#"~ .a 1 → {"b":1}"#]),
      ("an object that becomes an array", #"{"a":{}}"#, #"{"a":[]}"#, ["~ .a {} → []"]),
      ("an object that becomes empty", #"{"a":{"b":1}}"#, #"{"a":{}}"#, ["- .a.b 1"]),
      ("a root", "1", "2", ["~ . 1 → 2"]),
      ("a new state", nil, #"{"a":1,"b":[]}"#, ["+ .a 1", "+ .b []"]),
      ("an empty new state", nil, "{}", ["+ . {}"]),
      ("a state that goes", #"{"a":1}"#, nil, ["- .a 1"]),
      ("no state at all", nil, nil, []),
    ] as [(String, String?, String?, [String])])
  func changes(name: String, old: String?, new: String?, lines: [String]) throws {
    let changes = StateDiff.changes(
      from: try old.map { try JSONText($0).value }, to: try new.map { try JSONText($0).value })
    expectNoDifference(changes.map(line), lines, "\(name)")
  }

  @Test("large objects are compared key by key")
  func large() {
    let old = JSONObject((0..<10_000).map { (key: "k\($0)", value: JSONValue($0)) })
    var new = old
    new["k5000"] = nil
    new["k7000"] = 0
    #expect(
      StateDiff.changes(from: .object(old), to: .object(new)).map(line)
        == ["- .k5000 5000", "~ .k7000 7000 → 0"])
  }

  private func line(_ change: StateChange) -> String {
    switch change.kind {
    case .added(let value): "+ \(change.path) \(value)"
    case .removed(let value): "- \(change.path) \(value)"
    case .changed(let old, let new): "~ \(change.path) \(old) → \(new)"
    }
  }
}
