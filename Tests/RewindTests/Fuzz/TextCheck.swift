@testable import Rewind

/// Holds what is made of a text against Foundation's parser, and against itself.
struct TextCheck {
  private let input: UnsafeRawBufferPointer
  private let bytes: [UInt8]

  init(_ input: UnsafeRawBufferPointer) {
    self.input = input
    bytes = Array(input)
  }

  /// Whether the text is valid.
  func run() throws -> Bool {
    let fault = fault
    let theirs = SecondOpinion.value(of: bytes)
    try checkBounds(isValid: fault == nil)
    guard fault == nil else {
      if let fault, theirs != nil, !Self.isLeniency(of: bytes, at: fault) {
        throw FuzzFailure("Foundation accepts what is refused: \(fault)")
      }
      readUnchecked()
      return false
    }
    let text = JSONText(unchecked: bytes[...])
    try checkRoundTrip(text)
    if let theirs {
      if bytes.containsByteOrderMark { return true }
      try SecondOpinion.compare(text.value, theirs)
    } else if !Self.isBeyondFoundation(text) {
      throw FuzzFailure("Foundation refuses what is accepted")
    }
    return true
  }

  private var fault: JSONError? {
    do {
      try JSONScanner.validate(input)
      return nil
    } catch {
      return error
    }
  }
}

// MARK: - Where Foundation differs

extension TextCheck {
  /// Whether Foundation accepts more than RFC 8259 does.
  ///
  /// It lets a comma stand before a closing bracket, it takes a byte order mark, and it reads a text
  /// with NULs at its beginning as UTF-16 or UTF-32.
  static func isLeniency(of bytes: [UInt8], at fault: JSONError) -> Bool {
    let isClosing = bytes[fault.offset...].first.map("]}".utf8.contains) == true
    if isClosing, fault.reason == .expectedValue || fault.reason == .expectedKey { return true }
    return bytes.starts(with: [0xEF, 0xBB, 0xBF]) || bytes.starts(with: [0xFE, 0xFF])
      || bytes.starts(with: [0xFF, 0xFE]) || bytes.prefix(4).contains(0)
  }

  /// Whether Foundation refuses what RFC 8259 allows: nesting deeper than 512, numbers beyond all
  /// doubles, and escapes of lone surrogates.
  static func isBeyondFoundation(_ text: JSONText) -> Bool {
    text.value.depth > 512 || text.hasInfiniteNumber || text.hasLoneSurrogate
  }
}

// MARK: - Against itself

extension TextCheck {
  /// Skipping stays within the text, and over a valid value goes just to its end.
  private func checkBounds(isValid: Bool) throws {
    guard let base = input.baseAddress?.assumingMemoryBound(to: UInt8.self), !input.isEmpty else {
      return
    }
    for start in [0, input.count / 2, input.count - 1] {
      for end in [
        JSONScanner.endOfString(in: base, from: start, to: input.count),
        JSONScanner.endOfValue(in: base, from: start, to: input.count),
      ].compactMap(\.self)
      where !(start...input.count).contains(end) {
        throw FuzzFailure("skipping from \(start) leads to \(end)")
      }
    }
    let start = JSONScanner.skipSpace(base, 0, input.count)
    guard isValid else { return }
    let end = try JSONScanner.endOfValidValue(base, start, input.count)
    guard JSONScanner.endOfValue(in: base, from: start, to: input.count) == end else {
      throw FuzzFailure("skipping does not end at \(end)")
    }
  }

  /// A value is the same when it is written and read again.
  private func checkRoundTrip(_ text: JSONText) throws {
    let value = text.value
    for written in [
      value.jsonText, text.singleLine(),
      JSONText(unchecked: Array(value.text(pretty: true).utf8)[...]),
    ] {
      guard let again = try? JSONText(validating: written.bytes) else {
        throw FuzzFailure("what is written is not valid: \(written)")
      }
      guard again.value == value, again.value.hashValue == value.hashValue else {
        throw FuzzFailure("what is written is another value: \(written)")
      }
    }
    if text.singleLine().bytes.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
      throw FuzzFailure("a line break is left")
    }
    try checkReading(text, value)
  }

  /// What is read without parsing is what parsing gives.
  private func checkReading(_ text: JSONText, _ value: JSONValue) throws {
    guard text.string == value.string, text.int == value.int, text.bool == value.bool,
      text.double.map(\.bitPattern) == value.double.map(\.bitPattern), text.isNull == value.isNull
    else { throw FuzzFailure("a scalar is read in two ways") }
    for (key, member) in value.object ?? JSONObject() where text[key]?.value != member {
      throw FuzzFailure("the member \(key) is read in two ways")
    }
  }

  /// Reading bytes that were never judged does no harm.
  private func readUnchecked() {
    let text = JSONText(unchecked: bytes[...])
    _ = (text.value.text(), text["a"]?.value, text.string, text.int, text.double, text.isNull)
  }
}
