import Testing

@testable import Platform

@Suite("Checksums of blocks")
struct BlockChecksumTests {
  private func sum(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
    bytes.withUnsafeBytes { BlockChecksum.of($0, seed: seed) }
  }

  /// Bytes made at random, most of them small numbers or zeros as in columns.
  private func block(count: Int) -> [UInt8] {
    let kind = Int.random(in: 0..<3)
    return (0..<count).map { place in
      switch kind {
      case 0: .random(in: 0...255)
      case 1: place % 4 == 0 ? .random(in: 0...255) : 0
      default: 0
      }
    }
  }

  @Test("one flipped bit, or two, make another checksum, wherever they are", arguments: 1...2)
  func flips(count: Int) {
    for _ in 0..<500 {
      let before = block(count: .random(in: 1...200))
      let checksum = sum(before)
      for _ in 0..<100 {
        var after = before
        for _ in 0..<count { after[.random(in: before.indices)] ^= 1 << UInt8.random(in: 0..<8) }
        if sum(after) == checksum, after != before { Issue.record("\(before) and \(after)") }
      }
    }
  }

  @Test("a flipped bit in a block of 64 KiB is found")
  func largeBlock() {
    var bytes = block(count: 1 << 16)
    let before = sum(bytes)
    for _ in 0..<100 {
      let (place, bit) = (Int.random(in: bytes.indices), UInt8(1) << UInt8.random(in: 0..<8))
      bytes[place] ^= bit
      #expect(sum(bytes) != before, "bit \(bit) of byte \(place)")
      bytes[place] ^= bit
    }
    #expect(sum(bytes) == before)
  }

  @Test("every byte of a short block counts, and so does how many zeros there are")
  func lengths() {
    var seen: Set<UInt64> = []
    for count in 0...300 { seen.insert(sum([UInt8](repeating: 0, count: count))) }
    #expect(seen.count == 301)
    for count in 1...130 {
      let zeros = [UInt8](repeating: 0, count: count)
      for place in zeros.indices {
        var bytes = zeros
        bytes[place] = 1
        #expect(seen.insert(sum(bytes)).inserted, "byte \(place) of \(count)")
      }
    }
  }

  @Test("words that have changed places are found")
  func order() {
    let words = (0..<16).map { [UInt8](repeating: UInt8($0), count: 8) }
    let sums = words.indices.flatMap { one in
      words.indices.dropFirst(one + 1).map { other in
        var words = words
        words.swapAt(one, other)
        return sum(words.flatMap(\.self))
      }
    }
    #expect(Set(sums + [sum(words.flatMap(\.self))]).count == 121)
  }

  @Test("it is the same wherever the bytes lie in memory")
  func alignment() {
    let bytes = block(count: 100)
    for gap in 0..<8 {
      let moved = [UInt8](repeating: 7, count: gap) + bytes
      moved.withUnsafeBytes { moved in
        #expect(BlockChecksum.of(UnsafeRawBufferPointer(rebasing: moved[gap...])) == sum(bytes))
      }
    }
  }

  @Test("a seed makes another checksum, of no bytes too")
  func seeds() {
    let sums = [[], [1, 2, 3]].flatMap { bytes in (0..<100).map { sum(bytes, seed: $0) } }
    #expect(Set(sums).count == 200)
  }

  @Test(
    "what files hold stays valid: the checksums never change",
    arguments: [
      (0, 0, 0x798e_8fbb_150a_5525), (3, 0, 0x57e5_8334_3427_b9bc),
      (64, 0, 0xa849_d9e6_beb4_4058), (200, 0, 0x2165_4fea_1ccc_cc6a),
      (200, 1, 0xc583_5ea4_f829_cbba),
    ] as [(Int, UInt64, UInt64)])
  func vectors(count: Int, seed: UInt64, checksum: UInt64) {
    #expect(sum((0..<count).map { UInt8($0) }, seed: seed) == checksum)
  }
}
