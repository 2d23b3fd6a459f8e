internal import Platform

/// Memory that lines are written into before the log gets them; used again for the next ones.
///
/// Invariant: 0 ≤ `count` ≤ the memory's size. ``reserve(_:)`` makes room; what is added after it goes
/// unchecked into that room, which debug builds hold it to.
struct LineOutput: ~Copyable {
  /// Memory beyond this, in bytes, is given back when the lines are done with.
  private static let kept = 4 << 20

  private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 16)
  private(set) var count = 0

  deinit {
    memory.deallocate()
  }

  /// What was written; valid until the next change.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

  /// Forgets what was written.
  mutating func removeAll() {
    count = 0
    guard memory.count > Self.kept else { return }
    memory.deallocate()
    memory = .allocate(byteCount: 0, alignment: 16)
  }

  /// Takes back what was written behind a place.
  mutating func cut(to count: Int) {
    assert(count <= self.count, "a cut makes nothing longer")
    self.count = count
  }

  /// Makes room for so many bytes.
  mutating func reserve(_ length: Int) {
    guard memory.count - count < length else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(count + length, 2 * memory.count), alignment: 16)
    larger.copyMemory(from: bytes)
    memory.deallocate()
    memory = larger
  }
}

// MARK: - Into room that was reserved

extension LineOutput {
  mutating func add(_ text: StaticString) {
    add(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { add($0) }
  }

  @inline(__always)
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    assert(memory.count - count >= bytes.count, "room was reserved for all of a line")
    guard let source = bytes.baseAddress else { return }
    (memory.baseAddress! + count).copyMemory(from: source, byteCount: bytes.count)
    count &+= bytes.count
  }

  /// A number in decimal digits.
  mutating func add(_ number: Int) {
    if number < 0 { add("-") }
    assert(memory.count - count >= 20, "room was reserved for all of a line")
    var length = 1
    var rest = number.magnitude
    while rest > 9 {
      rest /= 10
      length &+= 1
    }
    rest = number.magnitude
    var place = count &+ length
    count = place
    for _ in 0..<length {
      place &-= 1
      memory[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }

  /// A JSON text with every line break between its tokens made a space.
  mutating func addSingleLine(_ text: JSONText) {
    let start = count
    text.bytes.withUnsafeBytes { add($0) }
    for lineBreak in [UInt8(ascii: "\n"), UInt8(ascii: "\r")] {
      // In a valid text, neither can stand in a string.
      var place = start
      while let found = bytes.offset(of: lineBreak, from: place) {
        memory[found] = UInt8(ascii: " ")
        place = found + 1
      }
    }
  }

  /// At most so many bytes, which the body writes; it answers how many.
  @inline(__always)
  mutating func add(
    atMost length: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Int
  ) {
    assert(memory.count - count >= length, "room was reserved for all of a line")
    count &+= fill(
      UnsafeMutableRawBufferPointer(rebasing: memory[count..<count + length])
        .assumingMemoryBound(to: UInt8.self))
  }
}
