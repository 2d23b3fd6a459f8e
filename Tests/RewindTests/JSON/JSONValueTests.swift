import Foundation
import Rewind
import TestSupport
import Testing

@Suite("A JSON value is text taken apart")
struct JSONValueTests {
  @Test(
    "a text and its value stand for each other",
    arguments: [
      ("null", .null), ("true", true), ("false", false), (#""a\nb""#, "a\nb"),
      ("[]", []), ("{}", [:]), ("[[],{}]", [[], [:]]),
      (#"[1,-2.5,"x",null,[true]]"#, [1, -2.5, "x", .null, [true]]),
      (#"{"b":1,"a":{"c":[{}]}}"#, ["b": 1, "a": ["c": [[:]]]]),
    ] as [(String, JSONValue)])
  func parsing(text: String, value: JSONValue) throws {
    let parsed = try JSONText(text).value
    expectNoDifference(parsed, value)
    #expect(parsed.text() == text)
    #expect(parsed.jsonText.description == text)
  }

  @Test("white space is left out, the spelling of numbers and the order of keys are not")
  func spelling() throws {
    let text = "\n{ \"z\" : 1.50 , \"a\" : [ 1E2 , -0 ],\t\"m\":123456789012345678901234567890}"
    #expect(
      try JSONText(text).value.text()
        == #"{"z":1.50,"a":[1E2,-0],"m":123456789012345678901234567890}"#)
  }

  @Test("of a repeated key the last value holds, in the first one's place")
  func repeatedKeys() {
    let text: JSONText = #"{"a":1,"b":2,"a":{"c":3,"c":4}}"#
    #expect(text.value.text() == #"{"a":{"c":4},"b":2}"#)
  }

  @Test("written pretty, every member has a line, and what is empty stays on it")
  func pretty() {
    let value: JSONValue = ["a": 1, "b": [], "c": [1, ["d": "x"]], "e": [:]]
    expectNoDifference(
      value.text(pretty: true),
      """
      {
        "a": 1,
        "b": [],
        "c": [
          1,
          {
            "d": "x"
          }
        ],
        "e": {}
      }
      """)
    #expect(JSONValue.string("x").text(pretty: true) == #""x""#)
  }

  @Test("only what JSON demands is escaped")
  func escaping() {
    let controls = String(String.UnicodeScalarView((0..<0x20).map { Unicode.Scalar($0) }))
    expectNoDifference(
      JSONValue.string(controls).text(),
      #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
        + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d"#
        + ##"\u001e\u001f""##)
    expectNoDifference(
      JSONValue.string("a\"b\\c/\u{7F}\u{80}é\u{2028}👍").text(),
      "\"a\\\"b\\\\c/\u{7F}\u{80}é\u{2028}👍\"")
  }

  @Test("what must be escaped is seen at any place, however eight bytes fall")
  func escapingAnywhere() {
    for length in 0..<20 {
      let plain = String(repeating: "é", count: length / 3) + String(repeating: "z", count: length)
      #expect(JSONValue.string(plain).text() == "\"\(plain)\"")
      for (character, escape) in [("\"", "\\\""), ("\\", "\\\\"), ("\u{1F}", "\\u001f")] {
        let text = JSONValue.string(plain + character + plain + character).text()
        #expect(text == "\"\(plain)\(escape)\(plain)\(escape)\"")
      }
    }
  }

  @Test("a value is found by its path")
  func paths() throws {
    let value: JSONValue = ["items": [["a.b": 7], 8], "n": .null]
    #expect(value[path: .root] == value)
    #expect(value[path: try JSONPath(parsing: #".items[0]."a.b""#)] == 7)
    #expect(value[path: try JSONPath(parsing: ".items[1]")] == 8)
    #expect(value[path: try JSONPath(parsing: ".n")] == .null)
    for nowhere in [".items[2]", ".items.a", "[0]", ".n.x", ".x", ".items[0][0]"] {
      #expect(value[path: try JSONPath(parsing: nowhere)] == nil, "\(nowhere)")
    }
  }

  @Test("members are set through the value")
  func setting() {
    var value: JSONValue = ["a": 1]
    value["b"] = 2
    value["a"] = nil
    #expect(value.text() == #"{"b":2}"#)
    value = 3
    value["c"] = .null
    #expect(value.text() == #"{"c":null}"#)
  }

  @Test(
    "merged, objects keep what the other does not mention; all else is replaced",
    arguments: [
      (#"{"a":1,"b":2}"#, #"{"b":3,"c":4}"#, #"{"a":1,"b":3,"c":4}"#),
      (#"{"a":{"x":1,"y":{"z":1}}}"#, #"{"a":{"y":{"w":2}}}"#, #"{"a":{"x":1,"y":{"z":1,"w":2}}}"#),
      (#"{"a":1}"#, #"{"a":null}"#, #"{"a":null}"#),
      (#"{"a":{"x":1}}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
      (#"{"a":[1,2]}"#, #"{"a":[3]}"#, #"{"a":[3]}"#),
      (#"{"a":5}"#, #"{"a":{"x":1}}"#, #"{"a":{"x":1}}"#),
      (#"{"a":1}"#, "7", "7"), ("7", #"{"a":1}"#, #"{"a":1}"#), (#"{"a":1}"#, "{}", #"{"a":1}"#),
    ])
  func merging(old: String, new: String, merged: String) throws {
    var value = try JSONText(old).value
    value.merge(try JSONText(new).value)
    #expect(value.text() == merged)
  }

  @Test("NaN, which JSON cannot spell, is null")
  func nan() {
    #expect(JSONValue(Double.nan) == .null)
    #expect(JSONValue(Double.infinity).double == .infinity)
    #expect(JSONValue(2.0).text() == "2")
  }

  @Test("the deepest value allowed goes through everything on a small stack")
  func depth() async {
    let count = JSONScanner.depthLimit
    for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
      let text =
        String(repeating: open, count: count - 1) + "[]"
        + String(repeating: close, count: count - 1)
      await onThread(stackSize: 512 << 10) {
        guard let json = try? JSONText(text) else {
          Issue.record("refused")
          return
        }
        var value = json.value
        #expect(value.text() == text)
        #expect(value.text(pretty: true).utf8.count > text.utf8.count)
        #expect(value == json.value)
        #expect(Set([value, json.value]).count == 1)
        value.merge(json.value)
        #expect(value == json.value)
        #expect(StateDiff.changes(from: value, to: json.value).isEmpty)
        #expect(StateDiff.changes(from: nil, to: value).first?.path.components.count == count - 1)
      }
    }
  }
}

/// Runs a closure on a thread of its own with a stack of so many bytes.
private func onThread(stackSize: Int, _ body: @escaping @Sendable () -> Void) async {
  await withCheckedContinuation { continuation in
    let thread = Thread {
      body()
      continuation.resume()
    }
    thread.stackSize = stackSize
    thread.start()
  }
}
