/// One field of a table's row, as it is written into a line.
struct TableField {
  var text: [UInt8] = []
  var wasQuoted = false

  /// Puts the field behind the output's bytes as a JSON value.
  ///
  /// - Parameter hasEscapes: whether a backslash says what follows, as in PostgreSQL's text format.
  func write(hasEscapes: Bool, to output: inout [UInt8]) {
    var text = text
    if !wasQuoted {
      if text.isEmpty || text.elementsEqual("\\N".utf8) {
        output.append(contentsOf: "null".utf8)
        return
      }
      if Self.isPlain(text) {
        output.append(contentsOf: text)
        return
      }
      if hasEscapes, text.contains(UInt8(ascii: "\\")) {
        let unescaped = Self.unescaped(text)
        // A spreadsheet escapes nothing: then JSON is JSON as it stands.
        if !Self.isJSON(text) || Self.isJSON(unescaped) { text = unescaped }
      }
    }
    if Self.isJSON(text) {
      output.append(contentsOf: text.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 })
    } else {
      text.withUnsafeBufferPointer { JSONString.write($0, to: &output) }
    }
  }

  /// Whether a text is a number as JSON spells it, of so few digits that every reader keeps it, or a truth.
  private static func isPlain(_ text: [UInt8]) -> Bool {
    if text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8) { return true }
    guard let first = text.first, text.count <= 16,
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= first || first == UInt8(ascii: "-"),
      // A digest such as 12e4567 is no number.
      text.allSatisfy({ UInt8(ascii: "-")...UInt8(ascii: "9") ~= $0 && $0 != UInt8(ascii: "/") })
    else { return false }
    return (try? JSONText(validating: text)) != nil
  }

  /// Whether a text holds an object or an array.
  private static func isJSON(_ text: [UInt8]) -> Bool {
    guard text.first == UInt8(ascii: "{") || text.first == UInt8(ascii: "[") else { return false }
    return (try? JSONText(validating: text)) != nil
  }

  /// Resolves the escapes of PostgreSQL's text format (its manual, COPY).
  private static func unescaped(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var isEscaped = false
    for byte in text {
      if !isEscaped, byte == UInt8(ascii: "\\") {
        isEscaped = true
        continue
      }
      result.append(isEscaped ? escapes[byte] ?? byte : byte)
      isEscaped = false
    }
    return result
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
    UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "v"): 0x0B,
  ]
}
