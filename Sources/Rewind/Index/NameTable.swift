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

  /// Looks at many names under one lock.
  func withNames<Result>(_ body: (borrowing ByteInterner) -> Result) -> Result {
    names.withLock { body($0) }
  }

  /// Adds many names under one lock.
  func withMutableNames<Result>(_ body: (inout ByteInterner) -> Result) -> Result {
    names.withLock { body(&$0) }
  }
}
