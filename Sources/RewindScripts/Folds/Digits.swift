extension [UInt8] {
  /// Adds a whole number as JSON has it.
  mutating func append(number: Int) {
    guard !(0..<10).contains(number) else {
      append(UInt8(ascii: "0") + UInt8(number))
      return
    }
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var start = digits.count
      while rest > 0 {
        start -= 1
        digits[start] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
      }
      self += digits[start...]
    }
  }
}
