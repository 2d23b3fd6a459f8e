import Rewind
import Testing

@Suite("A path names a place in a value")
struct JSONPathTests {
  @Test(
    "a path is read, and written as jq reads it",
    arguments: [
      ("", ".", []), (".", ".", []), (".a", ".a", [.key("a")]), ("a", ".a", [.key("a")]),
      ("a.b_1.C", ".a.b_1.C", [.key("a"), .key("b_1"), .key("C")]),
      (".items[0].x", ".items[0].x", [.key("items"), .index(0), .key("x")]),
      ("[12]", ".[12]", [.index(12)]), (".[1][2]", ".[1][2]", [.index(1), .index(2)]),
      (".a.[0]", ".a[0]", [.key("a"), .index(0)]),
      (#".items[0]."a.b""#, #".items[0]."a.b""#, [.key("items"), .index(0), .key("a.b")]),
      (#""a.b".c"#, #"."a.b".c"#, [.key("a.b"), .key("c")]),
      (#".["a b"]["c"]"#, #"."a b".c"#, [.key("a b"), .key("c")]),
      (#"."""#, #"."""#, [.key("")]), (#"."q\"\u00e9\\""#, #"."q\"é\\""#, [.key("q\"é\\")]),
      (".$type", #"."$type""#, [.key("$type")]), (".user-id", #"."user-id""#, [.key("user-id")]),
      (".1st", #"."1st""#, [.key("1st")]), (".příjem", #"."příjem""#, [.key("příjem")]),
    ] as [(String, String, [JSONPath.Component])])
  func reading(text: String, written: String, components: [JSONPath.Component]) throws {
    let path = try JSONPath(parsing: text)
    #expect(path.components == components)
    #expect(path.description == written)
    #expect(try JSONPath(parsing: written) == path)
  }

  @Test(
    "what is wrong with a path is told",
    arguments: [
      (".a.", "a key is missing at its end"), ("..a", "a key is missing between two dots"),
      ("..", "a key is missing between two dots"),
      (".a[", "a whole number or a quoted key is missing after ["),
      (".a[x]", "a whole number or a quoted key is missing after ["),
      (".a[-1]", "a whole number or a quoted key is missing after ["),
      (".a[99999999999999999999]", "a whole number or a quoted key is missing after ["),
      (".a[1", "a ] is missing"), (#".a["b""#, "a ] is missing"),
      (#"."a"#, "a closing quote is missing"), (#"."a\x""#, "the quoted key is no JSON string"),
      (#"."a"b"#, "a dot is missing before b"), (".a[0]b", "a dot is missing before b"),
      (#".a"b""#, #"a dot is missing before ""#),
    ])
  func problems(text: String, problem: String) throws {
    let error = #expect(throws: ParsingError.self) { try JSONPath(parsing: text) }
    let quoted = JSONValue.string(text).text()
    #expect(
      error?.description == #"no path: \#(quoted), \#(problem); a path is like .items[0]."a.b""#)
  }

  @Test(
    "a mark that combines with a quote, a dot or a bracket hides none of them",
    arguments: ["\u{361}", "a\u{301}", ".\u{301}", "\"\u{20DD}", "[\u{301}0]", "\u{200D}"])
  func combining(key: String) throws {
    for path in [JSONPath([]).appending(key), JSONPath([]).appending(key).appending("b")] {
      #expect(try JSONPath(parsing: path.description) == path)
    }
    #expect(
      try JSONPath(parsing: "a.\u{301}b") == JSONPath([]).appending("a").appending("\u{301}b"))
  }

  @Test("a path contains what lies within it")
  func containing() {
    let path = JSONPath.root.appending("a").appending(0)
    #expect(path.components == [.key("a"), .index(0)])
    #expect(path.contains(path) && path.contains(path.appending("b")))
    #expect(JSONPath.root.contains(path) && JSONPath.root.isRoot)
    #expect(!path.contains(.root) && !path.contains(JSONPath.root.appending("a").appending(1)))
  }
}
