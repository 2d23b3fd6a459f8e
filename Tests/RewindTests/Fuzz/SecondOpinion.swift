import Foundation

@testable import Rewind

/// Compares values with those that Foundation's parser makes.
///
/// Of two equal keys both hold the last. Where a string, or what follows an escape in it, begins with
/// U+FEFF, Foundation takes that for a byte order mark and leaves it out. Of numbers that it makes a
/// decimal, the double is not the nearest.
enum SecondOpinion {
  /// The value that Foundation gives; nil where it refuses the text.
  static func value(of bytes: [UInt8]) -> Any? {
    try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
  }

  /// Throws where a value is not the one that Foundation gives.
  static func compare(_ ours: JSONValue, _ theirs: Any) throws {
    switch (ours, theirs) {
    case (.null, is NSNull): return
    case (.string(let string), let other as String) where string.utf8.elementsEqual(other.utf8):
      return
    case (.array(let elements), let others as [Any]) where elements.count == others.count:
      for (element, other) in zip(elements, others) { try compare(element, other) }
      return
    case (.object(let members), let others as [String: Any]):
      // Keys that are one to Unicode are one to Foundation, with the value of whichever.
      let alike = Dictionary(grouping: members, by: \.key)
      guard alike.count == others.count else {
        throw FuzzFailure("Foundation has \(others.count) keys, not those of \(ours)")
      }
      for (key, members) in alike {
        guard let other = others[key] else { throw FuzzFailure("Foundation lacks the key \(key)") }
        if members.count == 1 { try compare(members[0].value, other) }
      }
      return
    case (.bool(let bool), let other as NSNumber) where isBool(other) && other.boolValue == bool:
      return
    case (.number(let number), let other as NSNumber) where !isBool(other) && isSame(number, other):
      return
    default: throw FuzzFailure("Foundation reads \(theirs) (\(type(of: theirs))), not \(ours)")
    }
  }

  private static func isBool(_ number: NSNumber) -> Bool {
    String(cString: number.objCType) == "c"
  }

  private static func isSame(_ number: JSONNumber, _ other: NSNumber) -> Bool {
    if let int = Int(number.text) { return int == other.intValue && int == number.int }
    let (a, b) = (number.double, other.doubleValue)
    return a == b || other is NSDecimalNumber && abs(a - b) <= abs(a) * 1e-12
  }
}

extension [UInt8] {
  /// Whether U+FEFF is among them.
  var containsByteOrderMark: Bool {
    indices.contains { self[$0] == 0xEF && self[$0...].starts(with: [0xEF, 0xBB, 0xBF]) }
  }
}

extension JSONValue {
  /// How deep arrays and objects nest.
  var depth: Int {
    var depth = 0
    var level: [JSONValue] = [self]
    while true {
      let nested = level.compactMap { $0.array ?? $0.object.map { $0.map(\.value) } }
      if nested.isEmpty { return depth }
      depth += 1
      level = nested.flatMap(\.self)
    }
  }
}

extension JSONText {
  /// The keys of the object that the text is, with those that are there twice; empty where it is none.
  var spelledKeys: [String] {
    bytes.withUnsafeBytes { bytes in
      var members = LineMembers()
      guard members.find(in: bytes) else { return [] }
      return members.members.compactMap { member in
        let quoted = member.key.lowerBound - 1..<member.key.upperBound + 1
        return JSONText(unchecked: ArraySlice(bytes[quoted])).string
      }
    }
  }

  /// Whether a number is beyond all doubles.
  var hasInfiniteNumber: Bool { hasInfiniteNumber(value) }

  private func hasInfiniteNumber(_ value: JSONValue) -> Bool {
    var open = [value]
    while let value = open.popLast() {
      if value.double?.isInfinite == true { return true }
      open += value.array ?? value.object.map { $0.map(\.value) } ?? []
    }
    return false
  }

  /// Whether an escape names a surrogate without its partner.
  var hasLoneSurrogate: Bool {
    let units = escapedUnits
    var index = 0
    while index < units.count {
      let (place, unit) = units[index]
      index += 1
      if UTF16.isTrailSurrogate(unit) { return true }
      guard UTF16.isLeadSurrogate(unit) else { continue }
      guard index < units.count, units[index].place == place + 6,
        UTF16.isTrailSurrogate(units[index].unit)
      else { return true }
      index += 1
    }
    return false
  }

  /// The numbers of all `\uXXXX`, and where they stand.
  private var escapedUnits: [(place: Int, unit: UInt16)] {
    var units: [(Int, UInt16)] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      guard bytes[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      if bytes[index + 1] == UInt8(ascii: "u") {
        let digits = String(decoding: bytes[index + 2..<index + 6], as: UTF8.self)
        units.append((index, UInt16(digits, radix: 16)!))
      }
      index += 2
    }
    return units
  }
}
