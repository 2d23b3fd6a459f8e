internal import Platform

/// A valid JSON text, kept byte for byte: number spelling, key order, repeated keys and all.
///
/// Slices of a larger buffer share it: nothing is copied or parsed before it is asked for.
///
/// ```swift
/// let data: JSONText = #"{"amount":200,"by":"user-456"}"#
/// data["amount"]?.int   // 200
/// ```
public struct JSONText: Sendable {
  /// The text, in UTF-8.
  public let bytes: ArraySlice<UInt8>

  /// Checks a text; arrays and slices of arrays are kept without copying.
  ///
  /// - Throws: The first fault, where the bytes are not exactly one JSON value.
  public init(validating bytes: some Collection<UInt8>) throws(JSONError) {
    let slice =
      bytes as? ArraySlice<UInt8> ?? (bytes as? [UInt8])?[...] ?? ArraySlice(bytes)
    try slice.withUnsafeBufferPointer { (buffer) throws(JSONError) in
      try JSONScanner.validate(UnsafeRawBufferPointer(buffer))
    }
    self.bytes = slice
  }

  /// Checks a text.
  ///
  /// Given a literal, Swift takes ``init(stringLiteral:)`` instead, which does not throw.
  ///
  /// - Throws: The first fault, where the text is not exactly one JSON value.
  public init(_ string: String) throws(JSONError) {
    try self.init(validating: Array(string.utf8))
  }

  /// Takes bytes that are known to be exactly one JSON value.
  ///
  /// Reading an invalid text is safe but answers anything.
  package init(unchecked bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// The text with every CR and LF between its tokens made a space, so that it fits on a line.
  public func singleLine() -> JSONText {
    guard bytes.withUnsafeBytes({ $0.offset(of: 0x0A) != nil || $0.offset(of: 0x0D) != nil })
    else { return self }
    // In a valid text, neither can stand in a string.
    return JSONText(unchecked: bytes.map { Self.breaksLine($0) ? UInt8(ascii: " ") : $0 }[...])
  }

  /// The text without the white space between its tokens.
  package func compact() -> JSONText {
    var (isInString, isEscaped) = (false, false)
    let kept = bytes.filter { byte in
      if isInString {
        if byte == UInt8(ascii: "\""), !isEscaped { isInString = false }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        return true
      }
      isInString = byte == UInt8(ascii: "\"")
      return byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\t") && !Self.breaksLine(byte)
    }
    return JSONText(unchecked: kept[...])
  }

  private static func breaksLine(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}

extension JSONText: Hashable {
  /// Whether both are the same bytes; `1` and `1.0` differ here, as values they do not.
  public static func == (a: JSONText, b: JSONText) -> Bool {
    a.bytes == b.bytes
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

extension JSONText: ExpressibleByStringLiteral, CustomStringConvertible {
  /// Takes a text written in code; stops the program where it is not valid.
  public init(stringLiteral value: String) {
    do {
      try self.init(value)
    } catch {
      preconditionFailure("\(error): \(value)")
    }
  }

  /// The text itself.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}
