import Testing

@testable import Rewind

@Suite("Numbers of names")
struct ByteInternerTests {
  /// Names of all short lengths, with many that differ in one byte only, or only in length.
  static let names: [[UInt8]] = (0..<45).flatMap { length in
    let base = (0..<length).map { UInt8(ascii: "a") + UInt8($0 % 7) }
    return [base, [UInt8](repeating: 0, count: length)]
      + base.indices.map { place in
        var other = base
        other[place] = UInt8(ascii: "Z")
        return other
      }
  }

  @Test("are given in order of first appearance, to equal bytes alone")
  func order() {
    var interner = ByteInterner()
    var expected: [[UInt8]: Int] = [:]
    for name in Self.names + Self.names.reversed() {
      let number = expected[name] ?? expected.count
      expected[name] = number
      #expect(name.withUnsafeBytes { interner.intern($0) } == number)
    }
    #expect(interner.count == expected.count)
    for (name, number) in expected {
      #expect(name.withUnsafeBytes { interner.find($0) } == number)
      #expect(interner.withBytes(of: number) { Array($0) } == name)
    }
    let unknown = Array("unknown".utf8)
    #expect(unknown.withUnsafeBytes { interner.find($0) } == nil)
  }

  @Test("are the same for names that are numbered together", arguments: [1, 2, 50, 5000])
  func together(count: Int) {
    var interner = ByteInterner()
    var oneByOne = ByteInterner()
    // Names come twice in a row, and again later.
    let names = (Self.names + Self.names).flatMap { [$0, $0] }.map(OwnedBytes.init)
    var waiting: [WaitingName] = []
    for start in stride(from: 0, to: names.count, by: count) {
      let lines = start..<min(start + count, names.count)
      for line in lines { waiting.append(WaitingName(names[line].bytes, line: line)) }
      var numbered: [Int] = []
      interner.intern(&waiting) { name, id in
        numbered.append(name.line)
        #expect(id == oneByOne.intern(names[name.line].bytes))
      }
      #expect(numbered == Array(lines))
      #expect(waiting.isEmpty)
    }
    #expect(interner.count == oneByOne.count)
  }
}
