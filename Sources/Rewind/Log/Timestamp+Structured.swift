extension Timestamp {
  /// Reads a time that is an array or an object.
  ///
  /// These are Jackson's of Java's local times, `[2026,3,1,8,0,0,123000000]`, whose last number is nanoseconds and
  /// which may end behind the day or anywhere later, in UTC; and those of Protocol Buffers and Firestore,
  /// `{"seconds":1772352000,"nanos":5}`, the names with a `_` before them too, `nanoseconds` for `nanos`. What is
  /// finer than a microsecond is cut off.
  ///
  /// Nil for anything else.
  init?(structured value: JSONValue) {
    switch value {
    case .array(let items): self.init(parts: items)
    case .object(let object): self.init(sinceEpoch: object)
    default: return nil
    }
  }

  private init?(parts items: [JSONValue]) {
    let parts = items.compactMap { item in
      if case .number(let number) = item { number.int } else { nil }
    }
    guard parts.count == items.count, 3...7 ~= parts.count, parts.count != 4,
      1...9999 ~= parts[0], parts.allSatisfy({ $0 >= 0 }),
      parts.count < 7 || parts[6] < 1_000_000_000
    else { return nil }
    func padded(_ place: Int, _ width: Int = 2) -> String {
      let text = place < parts.count ? "\(parts[place])" : "0"
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    self.init(
      parsing: "\(padded(0, 4))-\(padded(1))-\(padded(2))T\(padded(3)):\(padded(4)):\(padded(5))"
        + ".\(padded(6, 9))Z")
  }

  private init?(sinceEpoch object: JSONObject) {
    var seconds: Int?
    var nanoseconds = 0
    for (key, value) in object {
      guard let number = value.wholeNumber else { return nil }
      switch key {
      case "seconds", "_seconds": seconds = number
      case "nanos", "nanoseconds", "_nanoseconds": nanoseconds = number
      default: return nil
      }
    }
    guard let seconds, 0..<1_000_000_000 ~= nanoseconds,
      -62_135_596_800...253_402_300_799 ~= seconds
    else { return nil }
    self.init(microseconds: Int64(seconds) * 1_000_000 + Int64(nanoseconds / 1000))
  }
}

extension JSONValue {
  /// A number, or a text that spells one, as Protocol Buffers have of 64 bits; nil where it is not whole.
  fileprivate var wholeNumber: Int? {
    switch self {
    case .number(let number): number.int
    case .string(let text): Int(text)
    default: nil
    }
  }
}
