internal import Synchronization

/// Keeps a descriptor from a child that is started by another thread between its making and its marking.
///
/// A child that held an end of another child's pipe would keep it from seeing its end.
enum Inheritance {
  private static let turn = Mutex(())

  /// Makes descriptors and marks them, or starts a child: one of them at a time.
  static func whileNothingIsInherited<Value>(_ body: () -> Value) -> Value {
    turn.withLock { _ in body() }
  }
}
