internal import Glibc

/// Gives equal byte strings equal numbers, counted from 0 in order of first appearance.
///
/// Open addressing with linear probing over one growing buffer of bytes; a table of n names of
/// b bytes, which may not exceed 4 GiB, costs about b + 35n bytes and no allocation per name.
struct ByteInterner: Sendable, ~Copyable {
  private var bytes: [UInt8] = []
  /// Where each name ends in `bytes`; it begins where the one before it ends.
  private var ends: [Int] = []
  private var slots = [Slot](repeating: Slot(), count: 64)

  /// A place that a hash leads to: all that is needed to tell its name from most others.
  private struct Slot: BitwiseCopyable {
    var hash: UInt32 = 0
    /// The name's number plus one; 0 is free.
    var id: UInt32 = 0
    var start: UInt32 = 0
    var length: UInt32 = 0
  }

  var count: Int { ends.count }

  /// Calls the body with the bytes of a number's name.
  func withBytes<Result>(of id: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withUnsafeBytes { all in
      body(UnsafeRawBufferPointer(rebasing: all[start(of: id)..<ends[id]]))
    }
  }

  /// The number of a name, or nil where it is not there.
  func find(_ name: UnsafeRawBufferPointer) -> Int? {
    let found = slots[slot(of: name, hash: Self.hash(name))].id
    return found == 0 ? nil : Int(found) - 1
  }

  /// The number of a name, given now where the name is new.
  mutating func intern(_ name: UnsafeRawBufferPointer) -> Int {
    let hash = Self.hash(name)
    let slot = slot(of: name, hash: hash)
    if slots[slot].id != 0 { return Int(slots[slot].id) - 1 }
    let start = bytes.count
    bytes.append(contentsOf: name)
    ends.append(bytes.count)
    slots[slot] = Slot(
      hash: hash, id: UInt32(ends.count), start: UInt32(start), length: UInt32(name.count))
    if ends.count * 5 > slots.count * 4 { grow() }
    return ends.count - 1
  }

  /// Sorts numbers by the bytes of their names.
  func sort(_ ids: inout [Int]) {
    bytes.withUnsafeBytes { all in
      ids.sort { a, b in
        let (a, b) = (start(of: a)..<ends[a], start(of: b)..<ends[b])
        let order = memcmp(
          all.baseAddress! + a.lowerBound, all.baseAddress! + b.lowerBound,
          min(a.count, b.count))
        return order == 0 ? a.count < b.count : order < 0
      }
    }
  }

  private func start(of id: Int) -> Int {
    id == 0 ? 0 : ends[id - 1]
  }

  /// The slot that holds a name, or the free one where it belongs.
  private func slot(of name: UnsafeRawBufferPointer, hash: UInt32) -> Int {
    let mask = slots.count - 1
    var place = Int(hash) & mask
    while slots[place].id != 0, !holds(slots[place], name, hash: hash) {
      place = (place + 1) & mask
    }
    return place
  }

  private func holds(_ slot: Slot, _ name: UnsafeRawBufferPointer, hash: UInt32) -> Bool {
    guard slot.hash == hash, Int(slot.length) == name.count else { return false }
    guard let sought = name.baseAddress else { return true }
    return bytes.withUnsafeBytes { bytes in
      memcmp(bytes.baseAddress! + Int(slot.start), sought, name.count) == 0
    }
  }

  private mutating func grow() {
    var larger = [Slot](repeating: Slot(), count: slots.count * 2)
    let mask = larger.count - 1
    for slot in slots where slot.id != 0 {
      var place = Int(slot.hash) & mask
      while larger[place].id != 0 { place = (place + 1) & mask }
      larger[place] = slot
    }
    slots = larger
  }

  /// A multiply-and-fold hash, eight bytes at a time.
  private static func hash(_ name: UnsafeRawBufferPointer) -> UInt32 {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(name.count)
    var index = 0
    while index + 8 <= name.count {
      state = fold(state ^ name.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < name.count {
      rest = rest << 8 | UInt64(name[index])
      index += 1
    }
    state = fold(state ^ rest)
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }

  private static func fold(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
