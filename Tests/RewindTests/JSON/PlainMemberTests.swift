import Glibc
import TestSupport
import Testing

@testable import Rewind

@Suite("The short way through plain members answers what the general way does")
struct PlainMemberTests {
  /// A number of letters, to move what follows over all places in eight bytes.
  private static func letters(_ count: Int) -> String { String(repeating: "z", count: count) }

  @Test(
    "a member is plain if nothing about it needs a closer look",
    arguments: [
      (#""a":1}"#, true), (#""a":1,"#, true), (#""a":1,x"#, true), (#""a":1234567890123,"#, true),
      (#""a":"","#, true), (#""":"b"}"#, true), (#""long enough":"to fill some words","#, true),
      (#""a":1 }"#, false), (#""a": 1}"#, false), (#""a" :1}"#, false), (#" "a":1}"#, false),
      (#""a":0}"#, false), (#""a":01}"#, false), (#""a":-1}"#, false), (#""a":1.5}"#, false),
      (#""a":1e5}"#, false), (#""a":true}"#, false), (#""a":{}}"#, false), (#""a":[1]}"#, false),
      (#""a\n":1}"#, false), (#""a":"b\n"}"#, false), (#""é":1}"#, false), (#""a":"é"}"#, false),
      ("\"a\t\":1}", false), ("\"a\":\"b\t\"}", false), (#""a";1}"#, false), (#""a":1]"#, false),
      (#""a":1"#, false), (#""a":""#, false), (#""a":"b""#, false), (#""a":"#, false),
      (#""a""#, false), (#"""#, false), ("", false), ("}", false), ("a:1}", false),
    ])
  func plain(text: String, isPlain: Bool) {
    text.utf8.withContiguousStorageIfAvailable { bytes in
      guard let p = bytes.baseAddress else { return }
      #expect((PlainMember(at: p, to: p + bytes.count) != nil) == isPlain)
    }
  }

  @Test("an object is judged alike whether its first member is plain or not, wherever it is cut")
  func judgedAlike() {
    for length in 0..<20 {
      for rest in [
        "\"", "\\n\"", "é\"", "\t\"", "\u{1F}\"", "\\x\"", "\\", "é", "", "\",", "\"}", "\" ",
      ] {
        let z = Self.letters(length)
        for (before, after) in [("{\"", ":1}"), ("{\"a\":\"", "}"), ("{\"a\":1,\"", ":2}")] {
          expectJudgedAlike(Array((before + z + rest + after).utf8))
        }
      }
    }
    let text = Array(#"{"amount":490,"description":"salary","long enough":"for some words"}"#.utf8)
    for count in 0...text.count { expectJudgedAlike(Array(text[..<count])) }
  }

  @Test("nothing at or beyond the end is read, and what stands there changes nothing")
  func guardPage() throws {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let memory = try #require(
      mmap(nil, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
    defer { munmap(memory, 2 * page) }
    // A read of the second page stops the program.
    #expect(mprotect(memory + page, page, PROT_NONE) == 0)
    for length in 0..<20 {
      let text = Array(#"{"a":12,"b":"\#(Self.letters(length))","c":34}"#.utf8)
      for count in 1...text.count {
        let start = memory + (page - count)
        text.withUnsafeBytes { start.copyMemory(from: $0.baseAddress!, byteCount: count) }
        let p = start.assumingMemoryBound(to: UInt8.self)
        let end = try? JSONScanner.endOfValidValue(p, 0, count)
        #expect(end == (count == text.count ? count : nil))
        var key = "c"
        let found = key.withUTF8 { JSONMembers.lastValue(of: $0, in: p, to: count) }
        #expect((found?.upperBound ?? 0) <= count)
      }
      text.withUnsafeBufferPointer { whole in
        for count in text.indices {
          #expect((try? JSONScanner.endOfValidValue(whole.baseAddress!, 0, count)) == nil)
        }
      }
    }
  }

  @Test("a limit of nesting that allows no object holds for a plain one too")
  func depth() throws {
    let bytes = Array(#"{"a":1}"#.utf8)
    bytes.withUnsafeBytes { bytes in
      #expect(throws: JSONError(.tooDeep, at: 0)) {
        try JSONScanner.validate(bytes, depthLimit: 0)
      }
      #expect(throws: Never.self) { try JSONScanner.validate(bytes, depthLimit: 1) }
    }
  }

  @Test("of a repeated key the last value is found, be the members plain or not")
  func lastValue() throws {
    for length in 0..<20 {
      let key = Self.letters(length)
      for (members, value) in [
        (#""KEY":1,"b":2"#, "1"), (#""KEY":1,"b":2,"KEY":3"#, "3"), (#""KEY":1, "KEY":2"#, "2"),
        (#""KEY":-1,"KEY":2"#, "2"), (#""KEY":2,"KEY":-1"#, "-1"), (#""KEY":2,"é":"KEY""#, "2"),
        (#""KEYz":2,"b":"KEY","KEY":"c""#, #""c""#), (#""b":[{"KEY":2}],"KEY":{}"#, "{}"),
        (#""KEYy":1,"yKEY":2"#, nil),
      ] {
        let parts = members.split(separator: "KEY", omittingEmptySubsequences: false)
        let text = "{\(parts.joined(separator: key))}"
        #expect(try JSONText(text)[key]?.description == value, "\(text)")
      }
    }
  }

  @Test("texts with a byte or two changed are judged and read alike on both ways")
  func mutations() {
    var random = SeededRandom(seed: 11)
    let seeds = [
      #"{"amount":490,"description":"salary"}"#,
      #"{"correlation_id":"c352fe7a-4817-2df8-eb25-a23de8291f27"}"#,
      #"{"a":1,"amount":2,"é":"x","amount":"žluťoučký","d":{"amount":3},"amount":10}"#,
    ].map { Array($0.utf8) }
    let spice = Array("{}[]\",:019e.-+ \n\ttfnu\\/é\u{7F}amount".utf8) + [0x01, 0xC3, 0xA9, 0xFF]
    for _ in 0..<20_000 {
      var text = seeds.randomElement(using: &random)!
      for _ in 0...Int.random(in: 0...1, using: &random) {
        let place = text.indices.randomElement(using: &random)!
        switch Int.random(in: 0...2, using: &random) {
        case 0: text[place] = spice.randomElement(using: &random)!
        case 1: text.remove(at: place)
        default: text.insert(spice.randomElement(using: &random)!, at: place)
        }
      }
      expectJudgedAlike(text)
    }
  }

  /// Expects the same fault, or the same members, with a space after the brace, where nothing is
  /// plain, as without.
  private func expectJudgedAlike(_ text: [UInt8]) {
    guard text.first == UInt8(ascii: "{") else { return }
    let spaced = [UInt8(ascii: "{"), UInt8(ascii: " ")] + text.dropFirst()
    let expected = fault(spaced).map { JSONError($0.reason, at: $0.offset - 1) }
    let shown = String(decoding: text, as: UTF8.self)
    #expect(fault(text) == expected, "\(shown)")
    guard expected == nil else { return }
    for key in ["amount", "a", "", "description", "correlation_id", "é"] {
      #expect(
        JSONText(unchecked: text[...])[key] == JSONText(unchecked: spaced[...])[key], "\(shown)")
    }
  }
}
