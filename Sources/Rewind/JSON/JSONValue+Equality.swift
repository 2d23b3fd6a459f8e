extension JSONValue {
  /// Whether both are the same value; the order of keys and the spelling of numbers do not count.
  public static func == (a: JSONValue, b: JSONValue) -> Bool {
    var open: [(JSONValue, JSONValue)] = []
    guard isSame(a, b, &open) else { return false }
    // Nested values wait in a list, so that depth costs no stack.
    while let (a, b) = open.popLast() {
      switch (a, b) {
      case (.array(let a), .array(let b)):
        for index in 0..<a.count {
          guard isSame(a[index], b[index], &open) else { return false }
        }
      case (.object(let a), .object(let b)):
        for index in 0..<a.count {
          let (key, value) = a[index]
          guard let other = b.value(of: key, likelyAt: index), isSame(value, other, &open) else {
            return false
          }
        }
      default: return false
      }
    }
    return true
  }

  /// Compares two values as far as they do not nest; what does is left open.
  private static func isSame(
    _ a: JSONValue, _ b: JSONValue, _ open: inout [(JSONValue, JSONValue)]
  ) -> Bool {
    switch (a, b) {
    case (.null, .null): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.number(let a), .number(let b)): return a == b
    case (.string(let a), .string(let b)): return a.hasBytes(of: b)
    case (.array(let elements), .array(let others)):
      guard elements.count == others.count else { return false }
      let isShared = elements.withUnsafeBufferPointer { elements in
        others.withUnsafeBufferPointer { elements.baseAddress == $0.baseAddress }
      }
      if !isShared { open.append((a, b)) }
      return true
    case (.object(let members), .object(let others)):
      guard members.count == others.count else { return false }
      if !members.sharesMembers(with: others) { open.append((a, b)) }
      return true
    default: return false
    }
  }

  /// Hashes the value; of what is nested only the size.
  public func hash(into hasher: inout Hasher) {
    guard case .array(let elements) = self else { return hashOuter(into: &hasher) }
    hasher.combine(elements.count)
    for element in elements { element.hashOuter(into: &hasher) }
  }

  private func hashOuter(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let bool): hasher.combine(bool)
    case .number(let number): hasher.combine(number)
    case .string(let string): hasher.combine(string)
    case .array(let elements): hasher.combine(elements.count)
    case .object(let members): hasher.combine(members)
    }
  }
}
