import Testing

@testable import Rewind

@Suite("A JSON text is read where it stands")
struct JSONTextTests {
  let event: JSONText = #"""
    { "amount" : 200, "by": "user-456" ,"nested":{"amount":1,"x":[1,{"by":2}]},
      "tricky":"\",\"amount\":3,", "é\n\"k":true, "esc\u0061ped": null, "twice": 1, "twice": [2],
      "":"empty", "back\\slash": 5 }
    """#

  @Test(
    "a member is found by its key, at the first level only",
    arguments: [
      ("amount", "200"), ("by", #""user-456""#), ("nested", #"{"amount":1,"x":[1,{"by":2}]}"#),
      ("tricky", #""\",\"amount\":3,""#), ("é\n\"k", "true"), ("escaped", "null"),
      ("twice", "[2]"), ("", #""empty""#), ("back\\slash", "5"),
      ("x", nil), ("amoun", nil), ("amount2", nil), ("esc\\u0061ped", nil), ("back\\\\slash", nil),
    ] as [(String, String?)])
  func members(key: String, text: String?) {
    #expect(event[key]?.description == text)
  }

  @Test("only an object has members", arguments: ["[1]", "1", #""a""#, "null", "{}", " [ ] "])
  func noMembers(text: String) throws {
    #expect(try JSONText(text)["a"] == nil)
  }

  @Test("a member shares the bytes of the whole, at their place")
  func sharing() throws {
    let page = Array(#"xx{"a":{"b":12}}yy"#.utf8)
    let text = try JSONText(validating: page[2..<16])
    let inner = try #require(text["a"]?["b"])
    #expect(inner.bytes.startIndex == 12)
    #expect(inner.int == 12)
    page.withUnsafeBufferPointer { whole in
      inner.bytes.withUnsafeBufferPointer { part in
        #expect(part.baseAddress == whole.baseAddress! + 12)
      }
    }
  }

  @Test(
    "an integer is read however it is spelled, if it is one and fits",
    arguments: [
      ("0", 0), ("-0", 0), ("200", 200), (" -17 ", -17), ("200.0", 200), ("2e2", 200),
      ("2.50E+1", 25), ("-1200e-2", -12), ("0e999999999999999999999", 0), ("0.000", 0),
      ("1000000000000000000000e-21", 1), ("100000.00000000000000000000000", 100_000),
      ("9223372036854775807", .max), ("-9223372036854775808", .min),
      ("9223372036854775808", nil), ("-9223372036854775809", nil), ("18446744073709551616", nil),
      ("1e19", nil), ("1e99999999999999999999", nil), ("0.5", nil), ("1e-1", nil),
      ("99999999999999999999999", nil), (#""1""#, nil), ("true", nil), ("[1]", nil), ("{}", nil),
    ] as [(String, Int?)])
  func integers(text: String, value: Int?) throws {
    #expect(try JSONText(text).int == value)
    #expect(try JSONText(text).value.int == value)
  }

  @Test(
    "the nearest double is read",
    arguments: [
      "0", "-0", "1", "-2.5", "0.1", "1e22", "1e23", "123456789012345678", "9007199254740993",
      "1.7976931348623157e308", "5e-324", "2.2250738585072011e-308", "3.14159265358979323846",
      "0.000001", "123e-5", "1e-22", "1e-23", "8.5e-4", "12345678901234567890123", "1e400",
      "-1e400", "1e-400",
    ])
  func doubles(text: String) throws {
    let expected = try #require(Double(text))
    let read = try #require(try JSONText(text).double)
    #expect(read.bitPattern == expected.bitPattern)
    #expect(try JSONText(text).value.double?.bitPattern == expected.bitPattern)
  }

  @Test("what is beyond all doubles is infinite, and what is no number is nothing")
  func infinite() {
    #expect(("1e400" as JSONText).double == .infinity)
    #expect((#""1""# as JSONText).double == nil)
    #expect(("[1]" as JSONText).double == nil)
  }

  @Test(
    "a string is read with its escapes resolved",
    arguments: [
      (#""""#, ""), (#""plain é 👍""#, "plain é 👍"),
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
      (#""a\u00e9\u00E9b""#, "aééb"), (#""\u0000""#, "\0"), (#""\uD83D\uDC4D!""#, "👍!"),
      (#""\uD83D""#, "\u{FFFD}"), (#""\uDC4D\uD83D""#, "\u{FFFD}\u{FFFD}"),
      (#""\uD83Dx""#, "\u{FFFD}x"), (#""\uD83D\n""#, "\u{FFFD}\n"),
      (#""\uD83D\uD83D\uDC4D""#, "\u{FFFD}👍"), (#""é\\u0041""#, "é\\u0041"), (#" "s" "#, "s"),
    ])
  func strings(text: String, value: String) throws {
    #expect(try JSONText(text).string == value)
    #expect(try JSONText(text).value == .string(value))
  }

  @Test("what is no string, no truth value or no null is not taken for one")
  func otherKinds() {
    #expect(("1" as JSONText).string == nil)
    #expect(("null" as JSONText).string == nil)
    #expect(("true" as JSONText).bool == true)
    #expect((" false" as JSONText).bool == false)
    #expect((#""true""# as JSONText).bool == nil)
    #expect(("null " as JSONText).isNull)
    #expect(!("0" as JSONText).isNull)
  }

  @Test(
    "compact, only the space between tokens is gone",
    arguments: [
      (#"{ "a b" : [1 , 2.0 ] }"#, #"{"a b":[1,2.0]}"#), (#"" \" \\" "#, #"" \" \\""#),
      ("\t[\n]\r\n", "[]"), ("1e400", "1e400"),
    ])
  func compact(text: String, compact: String) throws {
    #expect(try JSONText(text).compact().description == compact)
  }

  @Test("on a single line, only what breaks lines becomes a space")
  func singleLine() {
    let text: JSONText = "{\r\n\t\"a\" :\n\"x\\ny\"}\n"
    #expect(text.singleLine().description == "{  \t\"a\" : \"x\\ny\"} ")
    #expect(text.singleLine().value == text.value)
    #expect(event["nested"]?.singleLine() == event["nested"])
  }

  @Test("equality is of bytes")
  func equality() {
    #expect(("1" as JSONText) == "1")
    #expect(("1" as JSONText) != "1.0")
    #expect(Set<JSONText>(["1", "1", "1.0"]).count == 2)
  }

  @Test("a text that is invalid is refused with its fault")
  func refused() {
    #expect(throws: JSONError(.expectedValue, at: 3)) { try JSONText(String("[1,")) }
    #expect(throws: JSONError(.expectedValue, at: 0)) {
      try JSONText(validating: Array("x[]".utf8)[1...2].reversed())
    }
  }

  @Test("an invalid literal in code stops the program")
  func literal() async {
    await #expect(processExitsWith: .failure) { _ = "{" as JSONText }
  }

  @Test("reading a text that was not checked is safe wherever it is cut")
  func unchecked() {
    let text = Array(
      #"{"a\u0061":"b\uD83D\uDC4D\n","list":[1,2.5e3,{"deep":[true,false,null]}],"n":-12}"#.utf8)
    for start in text.indices {
      for end in start...text.count {
        let cut = JSONText(unchecked: text[start..<end])
        _ = (cut.value, cut["n"], cut.int, cut.double, cut.string, cut.bool, cut.isNull)
      }
    }
    let deep = JSONText(unchecked: [UInt8](repeating: UInt8(ascii: "["), count: 100_000)[...])
    #expect(deep.value.array?.count == 1)
  }
}
