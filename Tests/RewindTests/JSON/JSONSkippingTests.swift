import Glibc
import Testing

@testable import Rewind

@Suite("Skipping finds where strings and values end, and reads no further than it may")
struct JSONSkippingTests {
  @Test(
    "a string ends at the first quote that is not escaped",
    arguments: [
      (#"""#, 0), (#"abc"rest"#, 3), (#"a\"b""#, 4), (#"a\\""#, 3), (#"a\\\"b" "#, 6),
      (#"0123456789"""#, 10), (#"é\u0022"x"#, 8), ("", nil), ("abc", nil), (#"abc\"#, nil),
      (#"abc\""#, nil), (#"1234567\"#, nil),
    ] as [(String, Int?)])
  func strings(text: String, quote: Int?) {
    let bytes = Array(text.utf8)
    let found = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { JSONScanner.endOfString(in: $0, from: 0, to: buffer.count) }
    }
    #expect(found == quote)
  }

  @Test(
    "a value ends where the next thing begins",
    arguments: [
      ("1,2", 1), ("-1.5e3}", 6), ("true]", 4), ("null ", 4), ("12", 2), (#""a,b",1"#, 5),
      ("[1,[2],{}],3", 10), (#"{"a":"}]","b":{"c":[]}} ,"#, 23), ("{}", 2), ("[]]", 2),
      (#"{"a\"}":1}2"#, 10), ("", nil), (",", nil), ("}", nil), ("[1,2", nil), (#"{"a":"b}"#, nil),
      (#""abc"#, nil),
    ] as [(String, Int?)])
  func values(text: String, end: Int?) {
    let bytes = Array(text.utf8)
    let found = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { JSONScanner.endOfValue(in: $0, from: 0, to: buffer.count) }
    }
    #expect(found == end)
  }

  @Test("nothing beyond the end of a text is read, wherever it is cut")
  func guardPage() throws {
    let text = Array(
      #"{"name":"Spořicí účet \"A\" 👍","list":[1,2.5e3,{"deep":[true,false,null]}],"n":-12}"#.utf8)
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let memory = try #require(
      mmap(nil, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
    defer { munmap(memory, 2 * page) }
    // A read of the second page stops the program.
    #expect(mprotect(memory + page, page, PROT_NONE) == 0)
    for count in 0...text.count {
      let start = memory + (page - count)
      text.withUnsafeBytes { start.copyMemory(from: $0.baseAddress!, byteCount: count) }
      let bytes = UnsafeRawBufferPointer(start: start, count: count)
      let isWhole = (try? JSONScanner.validate(bytes)) != nil
      #expect(isWhole == (count == text.count))
      let p = start.assumingMemoryBound(to: UInt8.self)
      #expect(
        JSONScanner.endOfValue(in: p, from: 0, to: count) == (isWhole ? text.count : nil))
      for from in 0...count {
        let quote = JSONScanner.endOfString(in: p, from: from, to: count)
        #expect((quote ?? 0) <= count)
        let end = JSONScanner.endOfValue(in: p, from: from, to: count)
        #expect((end ?? 0) <= count)
      }
    }
  }
}
