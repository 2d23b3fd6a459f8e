internal import Platform

/// Gives equal byte strings equal numbers, counted from 0 in order of first appearance.
///
/// Open addressing with linear probing leads to records in one growing buffer, each a name beside its
/// number: two places of memory are looked at for a name that is known. A table of n names of b bytes,
/// which may not exceed 4 GiB with eight for each name, costs about b + 36n bytes and no allocation per
/// name.
struct ByteInterner: Sendable, ~Copyable {
  private var records: [UInt8] = []
  private(set) var count = 0
  /// Where the record of each name begins; none where names are never asked for.
  private var starts: [UInt32] = []
  private let tellsNames: Bool
  /// At most half of them are taken.
  private var slots = [Slot](repeating: Slot(), count: 64)
  /// Only changed so that looking ahead is not left out as idle.
  private var lookedAt: UInt8 = 0

  /// A place that a hash leads to: all that is needed to tell its name from most others.
  private struct Slot: BitwiseCopyable {
    /// No record begins here.
    static let free = UInt32.max

    var hash: UInt32 = 0
    /// Where the name's record begins.
    var start = Slot.free
  }

  /// - Parameter tellsNames: whether names are asked for by their numbers; where not, it takes less memory.
  init(tellsNames: Bool = true) {
    self.tellsNames = tellsNames
  }

  /// Calls the body with the bytes of a number's name.
  func withBytes<Result>(of id: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    records.withUnsafeBytes { body(NameRecord(at: starts[id], in: $0).name) }
  }

  /// The number of a name, or nil where it is not there.
  func find(_ name: UnsafeRawBufferPointer) -> Int? {
    id(at: slot(of: HashedName(name)))
  }

  /// The number of a name, given now where the name is new.
  @inline(__always)
  mutating func intern(_ name: UnsafeRawBufferPointer) -> Int {
    let name = HashedName(name)
    makeRoom(for: 1)
    let slot = slot(of: name)
    return id(at: slot) ?? add(name, at: slot)
  }

  /// Empties a list of names, and calls the body with each of them and its number, in their order;
  /// those that are new are given theirs now.
  ///
  /// All slots are looked for before the first record is, and all records before the first name is
  /// compared, so that what one name waits for in memory comes beside what the others wait for.
  @inline(__always)
  mutating func intern(_ names: inout [WaitingName], _ body: (WaitingName, Int) -> Void) {
    makeRoom(for: names.count)
    for index in names.indices { names[index].slot = slot(ofHash: names[index].name.hash) }
    for waiting in names { lookAhead(at: waiting.slot) }
    for waiting in names {
      let slot = slot(of: waiting.name, from: waiting.slot)
      body(waiting, id(at: slot) ?? add(waiting.name, at: slot))
    }
    names.removeAll(keepingCapacity: true)
  }

  /// Looks at the record of the name that a slot holds.
  @inline(__always)
  private mutating func lookAhead(at slot: Int) {
    let start = slots[slot].start
    if start != Slot.free { lookedAt &+= records[Int(start)] }
  }

  /// The number of the name that a slot holds, or nil where it is free.
  @inline(__always)
  private func id(at slot: Int) -> Int? {
    let start = slots[slot].start
    if start == Slot.free { return nil }
    return records.withUnsafeBytes { NameRecord(at: start, in: $0).id }
  }

  /// The slot that holds a name, or the free one where it belongs.
  @inline(__always)
  private func slot(of name: HashedName) -> Int {
    slot(of: name, from: slot(ofHash: name.hash))
  }

  /// The same, where a name's hash has led to already.
  @inline(__always)
  private func slot(of name: HashedName, from first: Int) -> Int {
    var place = first
    while slots[place].start != Slot.free, !holds(slots[place], name) {
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  /// The first slot that may hold a name: of its hash, or free.
  @inline(__always)
  private func slot(ofHash hash: UInt32) -> Int {
    var place = Int(hash) & (slots.count - 1)
    while slots[place].start != Slot.free, slots[place].hash != hash {
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  @inline(__always)
  private func holds(_ slot: Slot, _ name: HashedName) -> Bool {
    guard slot.hash == name.hash else { return false }
    return records.withUnsafeBytes { name.equals(NameRecord(at: slot.start, in: $0).name) }
  }

  /// Gives a name that is not there the next number.
  private mutating func add(_ name: HashedName, at slot: Int) -> Int {
    let id = count
    let start = UInt32(records.count)
    NameRecord.append(name.bytes, id: id, to: &records)
    if tellsNames { starts.append(start) }
    count += 1
    slots[slot] = Slot(hash: name.hash, start: start)
    return id
  }

  /// Moves the slots if so many more names might take more than half of them.
  @inline(__always)
  private mutating func makeRoom(for more: Int) {
    if (count + more) * 2 > slots.count { grow(for: more) }
  }

  private mutating func grow(for more: Int) {
    var size = slots.count
    while (count + more) * 2 > size { size *= 2 }
    var larger = [Slot](repeating: Slot(), count: size)
    for slot in slots where slot.start != Slot.free {
      var place = Int(slot.hash) & (size - 1)
      while larger[place].start != Slot.free { place = (place + 1) & (size - 1) }
      larger[place] = slot
    }
    slots = larger
  }
}

/// A name that is to be given its number together with others.
struct WaitingName {
  let name: HashedName
  /// The line whose stream it names.
  let line: Int
  /// Where its hash leads to.
  fileprivate var slot = 0

  @inline(__always)
  init(_ name: UnsafeRawBufferPointer, line: Int) {
    self.name = HashedName(name)
    self.line = line
  }
}

/// A name's number, its length and its bytes, one behind the other in memory.
private struct NameRecord {
  private static let headSize = 8

  let id: Int
  let name: UnsafeRawBufferPointer

  /// Reads the record that was appended at a place.
  @inline(__always)
  init(at start: UInt32, in records: UnsafeRawBufferPointer) {
    let start = Int(start)
    id = Int(records.loadUnaligned(fromByteOffset: start, as: UInt32.self))
    let count = Int(records.loadUnaligned(fromByteOffset: start &+ 4, as: UInt32.self))
    name = UnsafeRawBufferPointer(start: records.baseAddress! + start + Self.headSize, count: count)
  }

  static func append(_ name: UnsafeRawBufferPointer, id: Int, to records: inout [UInt8]) {
    withUnsafeBytes(of: (UInt32(id), UInt32(name.count))) { records.append(contentsOf: $0) }
    records.append(contentsOf: name)
  }
}
