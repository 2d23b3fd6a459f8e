import Foundation
import Rewind
import TestSupport
import Testing

@Suite("The scanner agrees with others about what JSON is")
struct JSONOracleTests {
  static let suite = "jsontestsuite/test_parsing"

  @Test("JSONTestSuite: y_ is accepted, n_ is refused", .needsSharedData(suite))
  func parsingSuite() throws {
    let files = try SharedData.files(in: Self.suite)
    #expect(files.count == 318)
    for (name, bytes) in files where !name.hasPrefix("i_") {
      #expect((fault(bytes) == nil) == name.hasPrefix("y_"), "\(name)")
    }
  }

  @Test(
    "JSONTestSuite: of what may be either, numbers and escapes are accepted, bad bytes are not",
    .needsSharedData(suite))
  func undecided() throws {
    let accepted = try SharedData.files(in: Self.suite).filter { name, bytes in
      name.hasPrefix("i_") && fault(bytes) == nil
    }
    expectNoDifference(
      accepted.map(\.name),
      """
      i_number_double_huge_neg_exp.json
      i_number_huge_exp.json
      i_number_neg_int_huge_exp.json
      i_number_pos_double_huge_exp.json
      i_number_real_neg_overflow.json
      i_number_real_pos_overflow.json
      i_number_real_underflow.json
      i_number_too_big_neg_int.json
      i_number_too_big_pos_int.json
      i_number_very_big_negative_int.json
      i_object_key_lone_2nd_surrogate.json
      i_string_1st_surrogate_but_2nd_missing.json
      i_string_1st_valid_surrogate_2nd_invalid.json
      i_string_incomplete_surrogate_and_escape_valid.json
      i_string_incomplete_surrogate_pair.json
      i_string_incomplete_surrogates_escape_valid.json
      i_string_invalid_lonely_surrogate.json
      i_string_invalid_surrogate.json
      i_string_inverted_surrogates_U+1D11E.json
      i_string_lone_second_surrogate.json
      i_structure_500_nested_arrays.json
      """.split(separator: "\n").map(String.init))
  }

  @Test(
    "what JSONTestSuite accepts is taken apart and written again as the same value",
    .needsSharedData(suite))
  func roundTrip() throws {
    for (name, bytes) in try SharedData.files(in: Self.suite) {
      guard let text = try? JSONText(validating: bytes) else { continue }
      #expect(text.value.jsonText.value == text.value, "\(name)")
      #expect(fault(Array(text.value.text(pretty: true).utf8)) == nil, "\(name)")
    }
  }

  @Test("Foundation agrees about texts with a byte or two changed")
  func mutations() {
    var random = SeededRandom(seed: 7)
    let seeds = [
      #"{"amount":200,"by":"user-456","ok":true,"list":[1,-2.5,3e2,null],"o":{"k":"v\n"}}"#,
      #"[false,"é漢👍",{"":[]},{"a":{"b":{"c":[[[0]]]}}},"\"\\\/\b", 1.0E-7 ]"#,
    ].map { Array($0.utf8) }
    let spice = Array("{}[]\",:0123e.-+ \n\ttfnu\\/é\u{7F}".utf8) + [0x01, 0xC3, 0xA9, 0xF0, 0xFF]
    var accepted = 0
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
      let theirs =
        (try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)) != nil
      let ours = fault(text)
      // Foundation lets a comma stand before a closing bracket, which RFC 8259 does not.
      if theirs, let ours, text[ours.offset...].first.map("]}".utf8.contains) == true,
        ours.reason == .expectedValue || ours.reason == .expectedKey
      {
        continue
      }
      #expect((ours == nil) == theirs, "\(String(decoding: text, as: UTF8.self))")
      accepted += theirs ? 1 : 0
    }
    #expect(1000...19_000 ~= accepted)  // both answers were put to the test
  }
}
