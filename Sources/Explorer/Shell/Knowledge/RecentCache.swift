/// A dictionary that keeps so many entries, those that were set last.
struct RecentCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var values: [Key: Value] = [:]
  private var order: [Key] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  subscript(key: Key) -> Value? {
    get { values[key] }
    set {
      guard let newValue else { return }
      if values.updateValue(newValue, forKey: key) != nil {
        order.removeAll { $0 == key }
      } else if order.count == limit {
        values[order.removeFirst()] = nil
      }
      order.append(key)
    }
  }
}
