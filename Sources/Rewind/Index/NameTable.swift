internal import Platform
internal import Synchronization

/// The distinct names of a log (streams, types, categories), each known by a small number.
///
/// Numbers are given in order of first appearance, from 0, and never change. Reading and adding are
/// safe from any thread.
final class NameTable: Sendable {
  private let names = Mutex(ByteInterner())

  /// The name of a number that ``intern(_:)`` has given.
  func name(_ id: Int) -> String {
    names.withLock { table in table.withBytes(of: id) { String(decoding: $0, as: UTF8.self) } }
  }

  /// The number of a name, or nil where it was never added.
  func id(of name: String) -> Int? {
    var name = name
    return name.withUTF8 { bytes in
      names.withLock { $0.find(UnsafeRawBufferPointer(bytes)) }
    }
  }

  /// The number of a name, given now where the name is new.
  func intern(_ name: UnsafeRawBufferPointer) -> Int {
    names.withLock { $0.intern(name) }
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
      names.withLock { names in
        goesOn = rest.prefix(Self.turn).allSatisfy { id in names.withBytes(of: id) { body(id, $0) }
        }
      }
      rest = rest.dropFirst(Self.turn)
    }
  }

  /// Numbers in the order of their names, as people count: `job-2` before `job-10`.
  func sorted(_ ids: [Int]) -> [Int] {
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

  private struct Name {
    let id: Int
    let range: Range<Int>
  }

  init(count: Int) {
    names.reserveCapacity(count)
    bytes.reserveCapacity(16 * count)
  }

  mutating func append(_ name: UnsafeRawBufferPointer, _ id: Int) {
    names.append(Name(id: id, range: bytes.count..<bytes.count + name.count))
    bytes.append(contentsOf: name)
  }

  func sortedIDs() -> [Int] {
    let sorted = bytes.withUnsafeBytes { bytes in
      names.sorted { a, b in
        UnsafeRawBufferPointer(rebasing: bytes[a.range])
          .countedOrder(beside: UnsafeRawBufferPointer(rebasing: bytes[b.range])) < 0
      }
    }
    return sorted.map(\.id)
  }
}
