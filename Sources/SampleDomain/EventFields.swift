internal import Rewind

/// An event's data lacks what the fold needs of it.
struct FieldMissing: Error, CustomStringConvertible {
  let description: String
}

extension EventRecord {
  /// The whole number at a key of the data.
  func integer(_ key: String) throws(FieldMissing) -> Int {
    guard let value = data[key]?.int else {
      throw FieldMissing(description: "\(type) has no whole number at \"\(key)\" in its data")
    }
    return value
  }

  /// The text at a key of the data.
  func text(_ key: String) throws(FieldMissing) -> String {
    guard let value = data[key]?.string else {
      throw FieldMissing(description: "\(type) has no text at \"\(key)\" in its data")
    }
    return value
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
