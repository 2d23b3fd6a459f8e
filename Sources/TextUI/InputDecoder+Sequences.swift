/// What stands where an escape sequence begins.
enum SequenceReading {
  case unfinished
  /// Whole, or broken, and of no meaning to us; it ends before this index.
  case unknown(end: Int)
  case known(InputDecoder.Step)
}

extension InputDecoder {
  /// Longer than any sequence that means something.
  private static let lengthLimit = 64

  /// Reads the sequence with its `[` or `O` at an index.
  mutating func readSequence(at start: Int, now: Int) -> SequenceReading {
    guard start + 1 < pending.count else { return .unfinished }
    if pending[start] == UInt8(ascii: "O") {
      return reading(Self.applicationKey(pending[start + 1]), end: start + 2)
    }
    if pending[start + 1] == UInt8(ascii: "[") {
      // The Linux console's F1 to F5: ESC [ [ A.
      guard start + 2 < pending.count else { return .unfinished }
      let number = Int(pending[start + 2]) - Int(UInt8(ascii: "A")) + 1
      return reading((1...5).contains(number) ? .function(number) : nil, end: start + 3)
    }
    var index = start + 1
    while index < pending.count, (0x20...0x3F).contains(pending[index]) { index += 1 }
    if index - start > Self.lengthLimit { return .unknown(end: index) }
    guard index < pending.count else { return .unfinished }
    guard (0x40...0x7E).contains(pending[index]) else { return .unknown(end: index) }
    return controlSequence(
      parameters: pending[(start + 1)..<index], final: pending[index], end: index + 1, now: now)
  }

  private func reading(_ key: Key?, end: Int) -> SequenceReading {
    guard let key else { return .unknown(end: end) }
    return .known(Step(length: end, events: [.key(key)]))
  }

  /// A control sequence: parameters and a final byte (ECMA-48 5.4).
  private mutating func controlSequence(
    parameters: ArraySlice<UInt8>, final: UInt8, end: Int, now: Int
  ) -> SequenceReading {
    if parameters.first == UInt8(ascii: "<") {
      return mouse(Self.numbers(parameters.dropFirst()), final: final, end: end, now: now)
    }
    let numbers = Self.numbers(parameters)
    guard final == UInt8(ascii: "~") else {
      return reading(numbers.count <= 2 ? Self.letterKey(final) : nil, end: end)
    }
    if numbers.first == 200 { return .known(Step(length: end, startsPaste: true)) }
    // The second number would be the modifiers: Ctrl-Delete is Delete.
    return reading(Self.numberedKey(numbers.first ?? 0), end: end)
  }

  /// Numbers between semicolons, 0 where there is none.
  private static func numbers(_ parameters: ArraySlice<UInt8>) -> [Int] {
    parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { digits in
      digits.reduce(0) { ($1 >= 0x30 && $1 <= 0x39) ? min($0 * 10 + Int($1 - 0x30), 99_999) : $0 }
    }
  }

  private static func letterKey(_ final: UInt8) -> Key? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "Z"): .backTab
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(final - UInt8(ascii: "P")) + 1)
    default: nil
    }
  }

  private static func numberedKey(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23, 24: .function(number - 12)
    default: nil
    }
  }

  /// A key in application mode, ESC O and one letter; the number pad sends its digits so.
  private static func applicationKey(_ letter: UInt8) -> Key? {
    switch letter {
    case UInt8(ascii: "M"): .enter
    case UInt8(ascii: "j")...UInt8(ascii: "y"):
      .character(Character(Unicode.Scalar(letter - 0x40)))
    default: letterKey(letter)
    }
  }

  /// A mouse report of mode 1006: button, column, row from 1; `M` down, `m` up.
  private mutating func mouse(
    _ numbers: [Int], final: UInt8, end: Int, now: Int
  ) -> SequenceReading {
    let isDown = final == UInt8(ascii: "M")
    guard numbers.count == 3, isDown || final == UInt8(ascii: "m") else {
      return .unknown(end: end)
    }
    let point = Point(column: max(0, numbers[1] - 1), row: max(0, numbers[2] - 1))
    let event: MouseEvent
    // Shift, Alt and Ctrl are 4, 8 and 16; movement is 32; the wheel 64 and 65.
    switch numbers[0] & ~0b11100 {
    case 0 where isDown: event = clicks.press(at: point, now: now)
    case 0: event = MouseEvent(kind: .release, point: point, clicks: clicks.count)
    case 32: event = MouseEvent(kind: .drag, point: point, clicks: clicks.count)
    case 64: event = MouseEvent(kind: .scrollUp, point: point, clicks: 0)
    case 65: event = MouseEvent(kind: .scrollDown, point: point, clicks: 0)
    default: return .unknown(end: end)
    }
    return .known(Step(length: end, events: [.mouse(event)]))
  }
}
