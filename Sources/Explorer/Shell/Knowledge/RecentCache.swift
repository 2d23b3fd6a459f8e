/// A dictionary that keeps so many entries, and so many bytes of them, those that were set last.
struct RecentCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// So many are kept whatever their size: two are shown beside each other.
  private static var fewest: Int { 2 }

  private var values: [Key: Value] = [:]
  private var order: [Key] = []
  private var bytes = 0
  private let limit: Int
  private let byteLimit: Int
  private let size: @Sendable (Value) -> Int

  init(
    limit: Int, bytes: Int = .max, size: @escaping @Sendable (Value) -> Int = { _ in 0 }
  ) {
    self.limit = limit
    byteLimit = bytes
    self.size = size
  }

  subscript(key: Key) -> Value? {
    get { values[key] }
    set {
      guard let newValue else { return }
      remove(key)
      values[key] = newValue
      order.append(key)
      bytes += size(newValue)
      while order.count > limit || bytes > byteLimit && order.count > Self.fewest {
        remove(order[0])
      }
    }
  }

  private mutating func remove(_ key: Key) {
    guard let value = values.removeValue(forKey: key) else { return }
    bytes -= size(value)
    order.removeAll { $0 == key }
  }
}
