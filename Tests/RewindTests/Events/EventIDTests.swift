import TestSupport
import Testing

@testable import Rewind

@Suite("An event's id")
struct EventIDTests {
  @Test("is written and read as a UUID is, digit by digit")
  func text() throws {
    let text = "01234567-89ab-cdef-fedc-ba9876543210"
    let id = try #require(EventID(text.uppercased()))
    #expect(id == EventID(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210))
    #expect(id.description == text)
    for digit in "0123456789abcdef" {
      let text = String(text.map { $0 == "-" ? $0 : digit })
      #expect(EventID(text)?.description == text)
    }
  }

  @Test("made at random is read back from its text")
  func random() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<1_000 {
      let id = EventID(at: Timestamp(microseconds: 1_767_322_984_000_000), using: &random)
      #expect(EventID(id.description) == id)
    }
  }
}
