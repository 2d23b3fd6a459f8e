internal import Platform
internal import Synchronization

/// The distinct names of a log (streams, types, categories), each known by a small number.
///
/// Numbers are given in order of first appearance, from 0, and never change. Reading and adding are
/// safe from any thread. The first names may be those of an index on disk.
final class NameTable: Sendable {
  private let mapped: MappedStreams?
  private let mappedCount: Int
  /// The names behind those on disk.
  private let names = Mutex(ByteInterner())

  /// A table that begins with the names of an index on disk; empty without one.
  init(_ mapped: MappedStreams? = nil) {
    self.mapped = mapped
    mappedCount = mapped?.count ?? 0
  }

  /// A table of some names, in the order of their numbers.
  convenience init(_ names: [[UInt8]]) {
    self.init()
    for name in names { _ = name.withUnsafeBytes(intern) }
  }

  /// How many names there are.
  var count: Int { mappedCount + names.withLock { $0.count } }

  /// The name of a number that ``intern(_:)`` has given.
  func name(_ id: Int) -> String { String(decoding: bytes(of: id), as: UTF8.self) }

  /// The bytes of a name.
  func bytes(of id: Int) -> [UInt8] {
    if id < mappedCount, let mapped { return mapped.name(of: id) }
    return names.withLock { table in table.withBytes(of: id - mappedCount) { Array($0) } }
  }

  /// The number of a name, or nil where it was never added.
  func id(of name: String) -> Int? {
    var name = name
    return name.withUTF8 { id(ofBytes: UnsafeRawBufferPointer($0)) }
  }

  /// The number of a name, or nil where it was never added.
  func id(ofBytes name: UnsafeRawBufferPointer) -> Int? {
    mapped?.find(name) ?? names.withLock { $0.find(name).map { mappedCount + $0 } }
  }

  /// The number of a name, given now where the name is new.
  func intern(_ name: UnsafeRawBufferPointer) -> Int {
    mapped?.find(name) ?? mappedCount + names.withLock { $0.intern(name) }
  }

  /// Calls a body with numbers and their names, in the order given, until it returns false.
  ///
  /// While the body runs, no other thread can add a name, so it must be short; other threads have their
  /// turn after every few names.
  func forEach(
    of ids: some RandomAccessCollection<Int>, _ body: (Int, UnsafeRawBufferPointer) -> Bool
  ) {
    var rest = ids[...]
    var goesOn = true
    while goesOn, !rest.isEmpty {
      let turn = rest.prefix(Self.turn)
      if turn.contains(where: { $0 < mappedCount }) {
        goesOn = turn.allSatisfy { id in bytes(of: id).withUnsafeBytes { body(id, $0) } }
      } else {
        goesOn = names.withLock { names in
          turn.allSatisfy { id in names.withBytes(of: id - mappedCount) { body(id, $0) } }
        }
      }
      rest = rest.dropFirst(Self.turn)
    }
  }

  /// Numbers in the order of their names, as people count: `job-2` before `job-10`.
  func sorted(_ ids: some RandomAccessCollection<Int>) -> [Int] {
    guard mapped != nil, ids.count > mappedCount / Self.fewParts else { return sortedCopies(ids) }
    var isWanted = [Bool](repeating: false, count: count)
    for id in ids { isWanted[id] = true }
    var sorted: [Int] = []
    sorted.reserveCapacity(ids.count)
    let others = ids.filter { $0 >= mappedCount }
    let isWhole = forEachByName(and: others) { id in
      if isWanted[id] { sorted.append(id) }
      return true
    }
    return isWhole ? sorted : sortedCopies(ids)
  }

  /// Fewer names than one in so many of those on disk are sorted by themselves.
  private static let fewParts = 16

  /// The first numbers in the order of their names of those below a number that are wanted, at most so many.
  ///
  /// Where most are on disk, no more are looked at than it takes to find these.
  func first(_ limit: Int, below end: Int, where isWanted: (Int) -> Bool) -> [Int] {
    var found: [Int] = []
    let isWhole = forEachByName(and: Array(min(mappedCount, end)..<end)) { id in
      if found.count < limit, id < end, isWanted(id) { found.append(id) }
      return found.count < limit
    }
    return isWhole ? found : Array(sortedCopies((0..<end).filter(isWanted)).prefix(limit))
  }

  /// Calls a body with the numbers on disk and some others in the order of their names, until it returns false; answers
  /// false where that order is not known.
  private func forEachByName(and others: [Int], _ body: (Int) -> Bool) -> Bool {
    guard let mapped else { return false }
    return mapped.forEachByName(and: sortedCopies(others), name: bytes(of:), body)
  }

  private func sortedCopies(_ ids: some RandomAccessCollection<Int>) -> [Int] {
    // Copies are sorted: while the names themselves are looked at, no thread can add any.
    var copies = NameCopies(count: ids.count)
    forEach(of: ids) { id, name in
      copies.append(name, id)
      return true
    }
    return copies.sortedIDs()
  }

  /// So many names are looked at before others have their turn.
  private static let turn = 256
}

/// Names copied together, to be sorted.
private struct NameCopies {
  private var bytes: [UInt8] = []
  private var names: [Name] = []

  /// A name's place among the bytes, in 16 bytes: a log may have millions.
  private struct Name {
    let start: Int
    let count: UInt32
    let id: UInt32

    func bytes(in all: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(rebasing: all[start..<start + Int(count)])
    }
  }

  init(count: Int) {
    names.reserveCapacity(count)
    bytes.reserveCapacity(16 * count)
  }

  mutating func append(_ name: UnsafeRawBufferPointer, _ id: Int) {
    names.append(Name(start: bytes.count, count: UInt32(name.count), id: UInt32(id)))
    bytes.append(contentsOf: name)
  }

  mutating func sortedIDs() -> [Int] {
    let bytes = bytes
    bytes.withUnsafeBytes { bytes in
      names.sort { $0.bytes(in: bytes).countedOrder(beside: $1.bytes(in: bytes)) < 0 }
    }
    return names.map { Int($0.id) }
  }
}
