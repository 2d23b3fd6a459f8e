internal import Platform

/// How JSON spells strings between their quotes, read and written.
package enum JSONString {
  /// Resolves the escapes of a valid spelling; a lone surrogate becomes U+FFFD.
  static func decoded(_ spelled: UnsafeBufferPointer<UInt8>) -> String {
    guard let first = spelled.firstIndex(of: UInt8(ascii: "\\")) else {
      return String(decoding: spelled, as: UTF8.self)
    }
    // A pair of six-byte escapes becomes four bytes, one of them at most three.
    return String(unsafeUninitializedCapacity: spelled.count) { output in
      var length = 0
      func append(_ byte: UInt8) {
        output[length] = byte
        length &+= 1
      }
      var i = 0
      while i < spelled.count {
        let byte = spelled[i]
        guard i >= first, byte == UInt8(ascii: "\\"), i + 1 < spelled.count else {
          append(byte)
          i += 1
          continue
        }
        i += 2
        switch spelled[i - 1] {
        case UInt8(ascii: "b"): append(0x08)
        case UInt8(ascii: "f"): append(0x0C)
        case UInt8(ascii: "n"): append(0x0A)
        case UInt8(ascii: "r"): append(0x0D)
        case UInt8(ascii: "t"): append(0x09)
        case UInt8(ascii: "u"):
          // An unchecked text may lack the digits; then nothing is written, so that all fits.
          guard let (scalar, used) = decodedScalar(spelled, at: i) else { continue }
          UTF8.encode(scalar)?.forEach(append)
          i += used
        case let itself: append(itself)
        }
      }
      return length
    }
  }

  /// Reads what follows `\u`, a pair of surrogates as one; says how many bytes that took.
  private static func decodedScalar(
    _ spelled: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> (Unicode.Scalar, used: Int)? {
    guard let unit = hexUnit(spelled, at: start) else { return nil }
    if let scalar = Unicode.Scalar(unit) { return (scalar, 4) }
    if unit < 0xDC00, start + 6 <= spelled.count, spelled[start + 4] == UInt8(ascii: "\\"),
      spelled[start + 5] == UInt8(ascii: "u"), let low = hexUnit(spelled, at: start + 6),
      0xDC00...0xDFFF ~= low,
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    {
      return (scalar, 10)
    }
    return ("\u{FFFD}", 4)
  }

  private static func hexUnit(_ spelled: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt32? {
    guard start + 4 <= spelled.count else { return nil }
    var unit: UInt32 = 0
    for i in start..<start + 4 {
      guard let digit = HexDigits.value(of: spelled[i]) else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  /// Appends a string in quotes; only what JSON demands is escaped.
  package static func write(_ string: String, to output: inout [UInt8]) {
    var string = string
    string.withUTF8 { write($0, to: &output) }
  }

  /// Appends a string's bytes in quotes; where they are no UTF-8, nor is what is written.
  static func write(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var plainStart = 0
    while let place = placeOfEscape(in: bytes, from: plainStart) {
      output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[plainStart..<place]))
      writeEscape(of: bytes[place], to: &output)
      plainStart = place + 1
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[plainStart...]))
    output.append(UInt8(ascii: "\""))
  }

  /// The index of the first byte that must be escaped; nil where there is none.
  private static func placeOfEscape(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var i = start
    while i + ByteWord.size <= bytes.count {
      let stop = ByteWord(at: base + i).needingEscape
      if stop != 0 { return i + ByteWord.firstIndex(in: stop) }
      i += ByteWord.size
    }
    while i < bytes.count {
      let byte = bytes[i]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return i }
      i += 1
    }
    return nil
  }

  private static func writeEscape(of byte: UInt8, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: output.append(UInt8(ascii: "b"))
    case 0x0C: output.append(UInt8(ascii: "f"))
    case 0x0A: output.append(UInt8(ascii: "n"))
    case 0x0D: output.append(UInt8(ascii: "r"))
    case 0x09: output.append(UInt8(ascii: "t"))
    case 0x00..<0x20:
      output.append(contentsOf: "u00".utf8)
      output.append(HexDigits.digit(of: byte >> 4))
      output.append(HexDigits.digit(of: byte))
    default: output.append(byte)
    }
  }
}

extension String {
  /// Whether both are the same bytes in UTF-8: strings that Unicode calls equivalent may not be.
  func hasBytes(of other: String) -> Bool {
    other.utf8.withContiguousStorageIfAvailable { hasBytes(of: UnsafeRawBufferPointer($0)) }
      ?? utf8.elementsEqual(other.utf8)
  }

  /// Whether its UTF-8 is the same, byte by byte.
  func hasBytes(of other: UnsafeRawBufferPointer) -> Bool {
    utf8.withContiguousStorageIfAvailable { UnsafeRawBufferPointer($0).hasBytes(of: other) }
      ?? utf8.elementsEqual(other)
  }
}

extension UnsafeRawBufferPointer {
  /// Whether another stretch of memory holds the same bytes; eight are compared at a time.
  func hasBytes(of other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    var place = 0
    while place + 8 <= count {
      guard
        loadUnaligned(fromByteOffset: place, as: UInt64.self)
          == other.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      else { return false }
      place += 8
    }
    while place < count {
      guard self[place] == other[place] else { return false }
      place += 1
    }
    return true
  }
}
