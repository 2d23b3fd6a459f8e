internal import Platform

/// Writes numbers and texts one behind the other, numbers with the lowest byte first.
struct IndexByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ number: Int?) { add(number.map(Int64.init) ?? .unknown) }

  mutating func add(_ flag: Bool) { add(UInt8(flag ? 1 : 0)) }

  /// Adds their number, then the bytes.
  mutating func add(_ text: [UInt8]) {
    add(text.count)
    bytes += text
  }

  /// Adds how many there are, then each.
  mutating func add(numbers: [UInt64]) {
    add(numbers.count)
    numbers.map(\.littleEndian).withUnsafeBytes { bytes += $0 }
  }

  /// Adds their number, then each.
  mutating func add<Element>(
    each list: some Collection<Element>, _ write: (inout IndexByteWriter, Element) -> Void
  ) {
    add(list.count)
    for element in list { write(&self, element) }
  }
}

extension IndexByteWriter {
  /// A whole file: what it begins with, its version, the checksum of the rest, and the rest, which was written here.
  func file(_ magic: String, version: UInt32) -> [UInt8] {
    var head = IndexByteWriter()
    head.add(version)
    head.add(bytes.withUnsafeBytes { BlockChecksum.of($0) })
    return Array(magic.utf8) + head.bytes + bytes
  }
}

/// Reads what an ``IndexByteWriter`` wrote; never beyond the end.
struct IndexByteReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  /// Reads the rest of a file.
  ///
  /// - Throws: where the bytes are not all of one that begins so and has this version.
  init(_ file: [UInt8], _ magic: String, version: UInt32) throws(DamagedIndexError) {
    let magic = Array(magic.utf8)
    guard file.starts(with: magic) else { throw DamagedIndexError() }
    var head = IndexByteReader(file.dropFirst(magic.count))
    let (found, sum): (UInt32, UInt64) = (try head.number(), try head.number())
    guard found == version, head.rest.withUnsafeBytes({ BlockChecksum.of($0) }) == sum else {
      throw DamagedIndexError()
    }
    self = head
  }

  /// Whether all was read.
  var isAtEnd: Bool { rest.isEmpty }

  mutating func number<Number: FixedWidthInteger>() throws(DamagedIndexError) -> Number {
    let size = MemoryLayout<Number>.size
    guard rest.count >= size else { throw DamagedIndexError() }
    let number = rest.withUnsafeBytes { $0.loadUnaligned(as: Number.self) }
    rest = rest.dropFirst(size)
    return Number(littleEndian: number)
  }

  mutating func optional() throws(DamagedIndexError) -> Int? {
    let number: Int64 = try number()
    return number.known
  }

  /// A number that is not below 0.
  mutating func count() throws(DamagedIndexError) -> Int {
    let count: Int = try number()
    guard count >= 0 else { throw DamagedIndexError() }
    return count
  }

  mutating func range() throws(DamagedIndexError) -> Range<Int> {
    let (low, high) = (try count(), try count())
    guard low <= high else { throw DamagedIndexError() }
    return low..<high
  }

  mutating func flag() throws(DamagedIndexError) -> Bool {
    let flag: UInt8 = try number()
    return flag != 0
  }

  mutating func text() throws(DamagedIndexError) -> [UInt8] {
    let count = try count()
    guard rest.count >= count else { throw DamagedIndexError() }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  /// As many numbers as are said to be there, at once.
  mutating func numbers() throws(DamagedIndexError) -> [UInt64] {
    let count = try count()
    let size = MemoryLayout<UInt64>.size
    guard count <= rest.count / size else { throw DamagedIndexError() }
    let numbers = [UInt64](unsafeUninitializedCapacity: count) { buffer, initialized in
      rest.withUnsafeBytes { rest in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: rest[..<(count * size)]))
      }
      initialized = count
    }
    rest = rest.dropFirst(count * size)
    return numbers.map(UInt64.init(littleEndian:))
  }

  mutating func list<Element>(
    _ read: (inout IndexByteReader) throws(DamagedIndexError) -> Element
  ) throws(DamagedIndexError) -> [Element] {
    let count = try count()
    // Each element takes a byte at least, so that a wrong count takes no more memory than the file has.
    guard count <= rest.count else { throw DamagedIndexError() }
    var list: [Element] = []
    list.reserveCapacity(count)
    for _ in 0..<count { list.append(try read(&self)) }
    return list
  }
}
