import Rewind
import TestSupport
import Testing

@Suite("The scanner judges whether bytes are JSON")
struct JSONScannerTests {
  @Test(
    "valid texts pass",
    arguments: [
      "null", "true", "false", "0", "-0", "1.5e+10", "1E5", "-12.25", "\"\"", "[]", "{}",
      " [ 1 , 2 ] ", "\t{ \"a\" : 1 , \"b\" : [ ] }\r\n",
      #"{"a":1,"a":2}"#, #"{"":{}}"#,
      "1e400", "123456789012345678901234567890", "0.0000000000000000000000000000000001",
      #""\uD800""#, #""\uDC00\uD800""#, #""\"\\\/\b\f\n\r\t\u00e9""#,
      "\"žluťoučký кůň 漢字 👍🏽 \u{7F} \u{2028} \u{10FFFF}\"",
    ])
  func valid(text: String) {
    #expect(fault(text) == nil)
  }

  @Test(
    "what is wrong is told, with the byte where it is",
    arguments: [
      ("", "expected a value at byte 0"),
      ("  ", "expected a value at byte 2"),
      ("tru", "expected a value at byte 0"),
      ("[fals]", "expected a value at byte 1"),
      ("nulL", "expected a value at byte 0"),
      ("[1,]", "expected a value at byte 3"),
      ("[,1]", "expected a value at byte 1"),
      ("[", "expected a value at byte 1"),
      ("[1", "expected a comma or ] at byte 2"),
      ("[1 2]", "expected a comma or ] at byte 3"),
      ("[1}", "expected a comma or ] at byte 2"),
      ("[{}}", "expected a comma or ] at byte 3"),
      (#"{"a":1]"#, "expected a comma or } at byte 6"),
      (#"{"a":[1],"b"}"#, "expected a colon at byte 12"),
      (#"{"a" 1}"#, "expected a colon at byte 5"),
      (#"{"a":}"#, "expected a value at byte 5"),
      (#"{"a":1,}"#, "expected a key in quotes at byte 7"),
      ("{a:1}", "expected a key in quotes at byte 1"),
      ("{", "expected a key in quotes at byte 1"),
      ("{} {}", "expected the end of the text at byte 3"),
      ("1 x", "expected the end of the text at byte 2"),
      ("01", "expected the end of the text at byte 1"),
      ("-", "expected a digit at byte 1"),
      ("[-a]", "expected a digit at byte 2"),
      ("1.", "expected a digit at byte 2"),
      ("1.e5", "expected a digit at byte 2"),
      ("1e", "expected a digit at byte 2"),
      ("1e+", "expected a digit at byte 3"),
      (".5", "expected a value at byte 0"),
      ("+1", "expected a value at byte 0"),
      ("NaN", "expected a value at byte 0"),
      (#""abc"#, "a string without its closing quote at byte 4"),
      (#""abcdefgh\"#, "a string without its closing quote at byte 10"),
      (#""\u12"#, "a string without its closing quote at byte 5"),
      (#""ab\x""#, "an escape unknown to JSON at byte 3"),
      (#""ab\u12G4""#, "an escape unknown to JSON at byte 3"),
      ("\"a\tb\"", "an unescaped control character at byte 2"),
      ("\"0123456789\u{0}\"", "an unescaped control character at byte 11"),
      ("\u{FEFF}1", "expected a value at byte 0"),
      ("\u{A0}1", "expected a value at byte 0"),
      ("1\u{0B}", "expected the end of the text at byte 1"),
    ])
  func invalid(text: String, problem: String) {
    #expect(fault(text)?.description == problem)
  }

  @Test(
    "bytes that are no UTF-8 are refused at their first byte",
    arguments: [
      [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x9F, 0x80],
      [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF0, 0x9F, 0x91], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
    ] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) {
    for lead in 0..<10 {
      let text = [0x22] + [UInt8](repeating: 0x61, count: lead) + bytes + [0x22]
      #expect(fault(text) == JSONError(.invalidUTF8, at: lead + 1))
    }
  }

  @Test("every scalar of Unicode is valid in a string")
  func allScalars() {
    let scalars = (0x20...0x10FFFF).lazy.compactMap { Unicode.Scalar($0 as UInt32) }
    let string = String(String.UnicodeScalarView(scalars.filter { $0 != "\"" && $0 != "\\" }))
    #expect(fault("\"\(string)\"") == nil)
  }

  @Test("what ends a string is seen at any place, however eight bytes fall")
  func everyPlace() {
    for length in 0..<36 {
      for place in 0..<max(length, 1) {
        var text = [0x22] + [UInt8](repeating: 0x7A, count: length) + [0x22]
        #expect(fault(text) == nil)
        guard length > 0 else { continue }
        text[place + 1] = 0x1F
        #expect(fault(text) == JSONError(.controlCharacter, at: place + 1))
        text[place + 1] = 0xC0
        #expect(fault(text) == JSONError(.invalidUTF8, at: place + 1))
        text[place + 1] = UInt8(ascii: "\"")
        #expect(fault(text) == JSONError(.expectedEnd, at: place + 2))
      }
    }
  }

  @Test("nesting is allowed to the limit and refused beyond it")
  func depth() {
    let limit = JSONScanner.depthLimit
    for (open, close, empty) in [
      ("[", "]", "[]"), (#"{"a":"#, "}", "{}"), (#"[{"a":"#, "}]", "[]"),
    ] {
      let perStep = open.hasPrefix("[{") ? 2 : 1
      let steps = limit / perStep - 1
      let rest = String(repeating: "[", count: perStep - 1)
      let restEnd = String(repeating: "]", count: perStep - 1)
      let deepest =
        String(repeating: open, count: steps) + rest + empty + restEnd
        + String(repeating: close, count: steps)
      #expect(fault(deepest) == nil)
      let tooDeep =
        String(repeating: open, count: steps) + rest + "[" + empty + "]" + restEnd
        + String(repeating: close, count: steps)
      #expect(fault(tooDeep)?.reason == .tooDeep)
    }
    #expect(fault(String(repeating: "[", count: 1_000_000))?.reason == .tooDeep)
  }

  @Test("a lower limit of nesting can be set, a higher one not")
  func ownDepth() {
    func reason(_ text: String, limit: Int) -> JSONError.Reason? {
      do throws(JSONError) {
        try Array(text.utf8).withUnsafeBufferPointer { (bytes) throws(JSONError) in
          try JSONScanner.validate(UnsafeRawBufferPointer(bytes), depthLimit: limit)
        }
        return nil
      } catch { return error.reason }
    }
    #expect(reason("[[1]]", limit: 2) == nil)
    #expect(reason("[[[]]]", limit: 2) == .tooDeep)
    #expect(reason("1", limit: 0) == nil)
    #expect(reason(String(repeating: "[", count: 2000), limit: 5000) == .tooDeep)
  }
}

/// What the scanner finds wrong with a text.
func fault(_ text: String) -> JSONError? { fault(Array(text.utf8)) }

/// What the scanner finds wrong with bytes.
func fault(_ bytes: [UInt8]) -> JSONError? {
  do {
    try bytes.withUnsafeBufferPointer { (bytes) throws(JSONError) in
      try JSONScanner.validate(UnsafeRawBufferPointer(bytes))
    }
    return nil
  } catch {
    return error
  }
}
