internal import Rewind

/// An event cannot be folded: its data lacks something, or it cannot have happened.
struct FoldError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  /// Something happened to what was never made.
  static func neverMade(_ event: EventRecord) -> FoldError {
    FoldError("\(event.type) is about \(event.stream), which is not there yet")
  }
}

extension EventRecord {
  /// The whole number at a key of the data.
  func integer(_ key: String) throws(FoldError) -> Int {
    guard let value = data[key]?.int else {
      throw FoldError("\(type) has no whole number at \"\(key)\" in its data")
    }
    return value
  }

  /// The text at a key of the data.
  func text(_ key: String) throws(FoldError) -> String {
    guard let value = data[key]?.string else {
      throw FoldError("\(type) has no text at \"\(key)\" in its data")
    }
    return value
  }
}

extension Int {
  /// Adds what an event says; throws where no whole number is that great or that small.
  mutating func add(_ amount: Int, to name: String, by event: EventRecord) throws(FoldError) {
    let (sum, overflows) = addingReportingOverflow(amount)
    guard !overflows else { throw .outOfRange(name, "\(self) + \(amount)", event) }
    self = sum
  }

  /// Takes away what an event says; throws where no whole number is that great or that small.
  mutating func subtract(
    _ amount: Int, from name: String, by event: EventRecord
  ) throws(FoldError) {
    let (rest, overflows) = subtractingReportingOverflow(amount)
    guard !overflows else { throw .outOfRange(name, "\(self) - \(amount)", event) }
    self = rest
  }
}

extension FoldError {
  /// A field would be a number that needs more than 64 bits.
  static func outOfRange(_ name: String, _ sum: String, _ event: EventRecord) -> FoldError {
    FoldError("\(event.type) takes the \(name) out of range: \(sum)")
  }
}

extension NewEvent {
  init(_ type: String, _ data: JSONValue) {
    self.init(type: type, data: data.jsonText)
  }
}

extension JSONValue {
  static func integer(_ value: Int) -> JSONValue {
    .number(JSONNumber(value))
  }
}
