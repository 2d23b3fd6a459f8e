import Testing

@testable import Platform

@Suite("Bytes")
struct BytesTests {
  @Test("a byte is found from a place on")
  func searching() {
    let bytes: [UInt8] = [7, 0, 7, 0]
    bytes.withUnsafeBytes { bytes in
      #expect(bytes.offset(of: 0) == 1)
      #expect(bytes.offset(of: 0, from: 2) == 3)
      #expect(bytes.offset(of: 0, from: 4) == nil)
      #expect(bytes.offset(of: 9) == nil)
    }
    #expect(UnsafeRawBufferPointer(start: nil, count: 0).offset(of: 0) == nil)
  }

  @Test("a byte is found every time that it is there")
  func everyPlace() {
    let bytes: [UInt8] = [7, 0, 0, 7]
    bytes.withUnsafeBytes { bytes in
      #expect(bytes.offsets(of: 0) == [1, 2])
      #expect(bytes.offsets(of: 7) == [0, 3])
      #expect(bytes.offsets(of: 9) == [])
    }
    #expect(UnsafeRawBufferPointer(start: nil, count: 0).offsets(of: 0) == [])
  }

  @Test("bytes sort as numbers without signs, and a beginning before the whole")
  func order() {
    let sorted: [[UInt8]] = [[], [0], [0, 255], [1], [127], [128], [255, 0]]
    for (a, one) in sorted.enumerated() {
      for (b, other) in sorted.enumerated() {
        let order = one.withUnsafeBytes { one in
          other.withUnsafeBytes { one.order(beside: $0) }
        }
        #expect(order.signum() == (a - b).signum(), "\(one) beside \(other)")
      }
    }
  }

  @Test("names sort as people count, and equal numbers by their bytes")
  func countedOrder() {
    let sorted = [
      "", "01", "1", "2", "10", "99999999999999999999", "a-1", "a-2", "a-10", "a-10-2", "a-10-11",
      "a1b", "a2", "a10", "aa", "b",
    ].map { Array($0.utf8) }
    for (a, one) in sorted.enumerated() {
      for (b, other) in sorted.enumerated() {
        let order = one.withUnsafeBytes { one in
          other.withUnsafeBytes { one.countedOrder(beside: $0) }
        }
        #expect(
          order.signum() == (a - b).signum(),
          "\(String(decoding: one, as: UTF8.self)) beside \(String(decoding: other, as: UTF8.self))"
        )
      }
    }
  }

  @Test(
    "FNV-1a, by the vectors of its authors",
    arguments: [
      ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c),
      ("foobar", 0x8594_4171_f739_67e8),
    ] as [(String, UInt64)])
  func fnv(text: String, digest: UInt64) {
    #expect(FNV1a.digest(of: text.utf8) == digest)
  }

  @Test(
    "SHA-1, by the vectors of RFC 3174",
    arguments: [
      ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
      ),
    ])
  func sha(text: String, digest: String) {
    #expect(SHA1.digest(Array(text.utf8)).map { HexDigits.text(of: $0) }.joined() == digest)
  }

  @Test("hexadecimal digits are written in lower case and read in either")
  func hexDigits() {
    #expect(String(decoding: HexDigits.pair(of: 0x4F), as: UTF8.self) == "4f")
    #expect(HexDigits.text(of: 42 as UInt32) == "0000002a")
    for value in 0..<16 as Range<UInt8> {
      let digit = HexDigits.digit(of: value)
      #expect(HexDigits.value(of: digit) == value)
      #expect(String(value, radix: 16).utf8.first == digit)
    }
    #expect(HexDigits.value(of: UInt8(ascii: "F")) == 15)
    #expect(HexDigits.value(of: UInt8(ascii: "g")) == nil)
  }

  @Test("eight digits are the same as one by one", arguments: [0, 0x0123_4567, 0x89AB_CDEF])
  func eightDigits(number: UInt64) {
    let digits = withUnsafeBytes(of: HexDigits.eight(of: number)) {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(digits == HexDigits.text(of: UInt32(number)))
  }

  @Test("binary search finds the first of those that meet a condition", arguments: 0...9)
  func binarySearch(count: Int) {
    let numbers = (0..<count).map { $0 / 2 }
    for limit in -1...count {
      let found = numbers.partitioningIndex { $0 >= limit }
      #expect(found == numbers.firstIndex { $0 >= limit } ?? count)
    }
    let part = numbers.dropFirst(count / 2)
    #expect(part.partitioningIndex { _ in false } == part.endIndex)
  }
}
