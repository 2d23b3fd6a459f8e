extension InputDecoder {
  /// The key at the front that is no sequence; nil where a UTF-8 scalar is not whole yet.
  func readCharacter() -> Step? {
    let first = pending[0]
    switch first {
    case 0x0D, 0x0A: return Step(length: 1, events: [.key(.enter)])
    case 0x09: return Step(length: 1, events: [.key(.tab)])
    case 0x08, 0x7F: return Step(length: 1, events: [.key(.backspace)])
    case 0x00: return Step(length: 1, events: [.key(.control("@"))])
    case 0x01...0x1A: return control(UInt8(ascii: "a") - 1 + first)
    case 0x1C...0x1F: return control(UInt8(ascii: "\\") - 0x1C + first)
    case 0x20..<0x7F:
      return Step(length: 1, events: [.key(.character(Character(Unicode.Scalar(first))))])
    default: return readScalar()
    }
  }

  private func control(_ letter: UInt8) -> Step {
    Step(length: 1, events: [.key(.control(Character(Unicode.Scalar(letter))))])
  }

  /// A scalar beyond ASCII; what is no UTF-8, and C1 controls, are dropped.
  private func readScalar() -> Step? {
    let length: Int
    switch pending[0] {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return Step(length: 1)
    }
    let bytes = pending.prefix(length)
    guard bytes.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return Step(length: 1) }
    guard bytes.count == length else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self),
      let scalar = text.unicodeScalars.first, scalar.value >= 0xA0
    else { return Step(length: length) }
    return Step(length: length, events: [.key(.character(Character(scalar)))])
  }
}
