import Testing

@testable import Rewind

@Suite("What differs between two rows")
struct ColumnChangeTests {
  private static let json = ReadModelColumn(name: "state", content: .text, role: .json)
  private static let document = ReadModelColumn(name: "state", content: .text, role: .document)

  @Test(
    "is told by the members of objects, however deep",
    arguments: [
      (#"{"a":1,"b":2}"#, #"{"a":1,"b":3}"#, [#"state.b 2 3"#]),
      (
        #"{"a":{"b":{"c":1}}}"#, #"{"a":{"b":{"c":2,"d":"x"}}}"#,
        ["state.a.b.c 1 2", "state.a.b.d - x"]
      ),
      (#"{"a":1,"z":true}"#, #"{"a":1}"#, ["state.z true -"]),
      (#"{"a":{"b":1}}"#, #"{"a":[1]}"#, [#"state.a {"b":1} [1]"#]),
      (#"{"a":[{"b":1}]}"#, #"{"a":[{"b":2}]}"#, [#"state.a [{"b":1}] [{"b":2}]"#]),
      (#"{"a":1}"#, "null", [#"state {"a":1} null"#]),
      (#"{"a":1,"b":{"c":1,"d":2}}"#, #"{"b":{"d":2,"c":1},"a":1}"#, []),
    ])
  func members(old: String, new: String, changes: [String]) {
    #expect(texts(Self.json, .text(old), .text(new)) == changes)
    let ofDocument = texts(Self.document, .text(old), .text(new))
    // A document that is no object stands for itself.
    if new != "null" { #expect(ofDocument == changes.map { String($0.dropFirst("state.".count)) }) }
  }

  @Test("of a row that is new or gone is all of it")
  func whole() {
    let row = ReadModelValue.text(#"{"a":1,"b":{"c":2}}"#)
    #expect(texts(Self.json, nil, row) == [#"state - {"a":1,"b":{"c":2}}"#])
    #expect(texts(Self.document, row, nil) == ["a 1 -", #"b {"c":2} -"#])
  }

  private func texts(
    _ column: ReadModelColumn, _ old: ReadModelValue?, _ new: ReadModelValue?
  ) -> [String] {
    ColumnChange.changes(from: old.map { [$0] }, [column], to: new.map { [$0] }, [column]).map {
      "\($0.name) \(text($0.old)) \(text($0.new))"
    }
  }

  private func text(_ value: ReadModelValue?) -> String {
    switch value {
    case nil: "-"
    case .text(let text)?: text
    case let value?: value.json.text()
    }
  }
}
