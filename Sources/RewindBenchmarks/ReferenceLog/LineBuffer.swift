internal import Platform

/// Bytes on their way into a file: filled in place, written out when there is a good deal of them.
///
/// A line is written into room made once by ``startLine()``, without a check at each byte: no line
/// may be longer than ``longestLine``.
struct LineBuffer: ~Copyable {
  static let longestLine = 1024
  private static let capacity = 1 << 20

  private let bytes: UnsafeMutablePointer<UInt8>
  private var count = 0
  private var file: SystemFile
  /// How many bytes the file has, with those not yet written out.
  private(set) var fileSize = 0

  init(path: String) throws(BenchError) {
    bytes = .allocate(capacity: Self.capacity + Self.longestLine)
    file = try BenchError.wrap(try SystemFile(path, .replacing))
  }

  deinit {
    bytes.deallocate()
  }

  /// Ends the file and goes on with another.
  mutating func go(to path: String) throws(BenchError) {
    try flush()
    file = try BenchError.wrap(try SystemFile(path, .replacing))
    fileSize = 0
  }

  mutating func startLine() throws(BenchError) {
    if count >= Self.capacity { try flush() }
  }

  mutating func endLine(startedAt start: Int) {
    add(UInt8(ascii: "\n"))
    fileSize += count - start
  }

  /// Where the next byte goes; only to be handed to ``endLine(startedAt:)``.
  var offset: Int { count }

  mutating func flush() throws(BenchError) {
    try BenchError.wrap(try file.write(UnsafeRawBufferPointer(start: bytes, count: count)))
    count = 0
  }
}

extension LineBuffer {
  @inline(__always)
  mutating func add(_ byte: UInt8) {
    bytes[count] = byte
    count &+= 1
  }

  @inline(__always)
  mutating func add(_ text: StaticString) {
    (bytes + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    count &+= text.utf8CodeUnitCount
  }

  /// Adds a number that is not negative.
  @inline(__always)
  mutating func add(_ number: Int) {
    var divisor = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      add(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }

  /// Adds a number filled up with zeros.
  @inline(__always)
  mutating func add(_ number: Int, digits: Int) {
    var rest = number
    var index = digits
    while index > 0 {
      index -= 1
      bytes[count &+ index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count &+= digits
  }

  /// Adds 128 bits in a UUID's form.
  @inline(__always)
  mutating func addUUID(high: UInt64, low: UInt64) {
    addHex(high >> 32, digits: 8)
    add(UInt8(ascii: "-"))
    addHex(high >> 16, digits: 4)
    add(UInt8(ascii: "-"))
    addHex(high, digits: 4)
    add(UInt8(ascii: "-"))
    addHex(low >> 48, digits: 4)
    add(UInt8(ascii: "-"))
    addHex(low, digits: 12)
  }

  @inline(__always)
  private mutating func addHex(_ bits: UInt64, digits: Int) {
    var shift = digits * 4
    while shift > 0 {
      shift -= 4
      add(HexDigits.digit(of: UInt8(truncatingIfNeeded: bits >> UInt64(shift))))
    }
  }
}
