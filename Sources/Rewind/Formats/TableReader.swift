/// Turns a table with a header into lines, an event for each row: CSV (RFC 4180), with commas or
/// semicolons, and TSV.
///
/// A field is a number or a truth where it is spelled as JSON spells one and is short enough for every
/// reader to keep it, an object or array where it holds one, null where nothing stands there without
/// quotes (`\N` too), else a text. A row with fewer or more fields than the header becomes a line that is
/// no event.
struct TableReader: ByteStage {
  private let separator: UInt8
  /// Whether a backslash says what follows, as in PostgreSQL's text format.
  private let hasEscapes: Bool
  /// The keys as JSON texts, once the header was read.
  private var keys: [[UInt8]]?

  private struct Field {
    var text: [UInt8] = []
    var wasQuoted = false
  }

  private var fields: [Field] = []
  private var field = Field()
  /// The row as it stands in the file.
  private var row: [UInt8] = []
  private var isInQuotes = false
  /// Whether the last byte was a quote within quotes: their end, or one of two that stand for one.
  private var mayEndQuotes = false

  /// Reads a table whose fields are parted by a byte.
  init(separator: UInt8) {
    self.separator = separator
    hasEscapes = separator == UInt8(ascii: "\t")
  }

  mutating func take(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    for byte in bytes {
      if mayEndQuotes, byte != UInt8(ascii: "\"") { isInQuotes = false }
      if byte == UInt8(ascii: "\n"), !isInQuotes {
        endRow(to: &output)
      } else {
        row.append(byte)
        take(byte)
        // A quote that is never closed must not take in the rest of the file.
        if row.count > ChunkScanner.lineLimit { writeDamage(to: &output) }
      }
    }
  }

  mutating func finish(to output: inout [UInt8]) {
    if isInQuotes, !mayEndQuotes { writeDamage(to: &output) }
    if !row.isEmpty { endRow(to: &output) }
  }

  private mutating func take(_ byte: UInt8) {
    let isQuote = byte == UInt8(ascii: "\"")
    if mayEndQuotes {
      mayEndQuotes = false
      if isQuote {
        field.text.append(byte)
        return
      }
    }
    if isInQuotes {
      if isQuote { mayEndQuotes = true } else { field.text.append(byte) }
    } else if byte == separator {
      endField()
    } else if isQuote, field.text.isEmpty, !field.wasQuoted {
      isInQuotes = true
      field.wasQuoted = true
    } else {
      field.text.append(byte)
    }
  }

  private mutating func endField() {
    fields.append(field)
    field = Field()
  }
}

// MARK: - Rows

extension TableReader {
  private mutating func endRow(to output: inout [UInt8]) {
    if row.last == UInt8(ascii: "\r") {
      row.removeLast()
      field.text.removeLast()
    }
    defer { forgetRow() }
    guard !row.isEmpty else { return }
    endField()
    guard let keys else {
      // `sep=;` is for spreadsheets, and stands before the header.
      if !row.starts(with: "sep=".utf8) { self.keys = Self.keys(of: fields.map(\.text)) }
      return
    }
    guard fields.count == keys.count else { return writeDamage(to: &output) }
    for (number, key) in keys.enumerated() {
      output.append(UInt8(ascii: number == 0 ? "{" : ","))
      output.append(contentsOf: key)
      output.append(UInt8(ascii: ":"))
      write(fields[number], to: &output)
    }
    output.append(contentsOf: "}\n".utf8)
  }

  /// Puts the row as it stands, in one line, which is no event.
  private mutating func writeDamage(to output: inout [UInt8]) {
    output.append(contentsOf: row.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 })
    output.append(UInt8(ascii: "\n"))
    forgetRow()
  }

  private mutating func forgetRow() {
    fields.removeAll(keepingCapacity: true)
    field = Field()
    row.removeAll(keepingCapacity: true)
    isInQuotes = false
    mayEndQuotes = false
  }

  /// Names for the columns: one without a name gets its number, one of a name that was there already too.
  private static func keys(of names: [[UInt8]]) -> [[UInt8]] {
    var seen: Set<[UInt8]> = []
    return names.enumerated().map { number, name in
      let isFirst = !name.isEmpty && seen.insert(name).inserted
      let own = isFirst ? name : name + (name.isEmpty ? "column" : "").utf8 + "_\(number + 1)".utf8
      return own.withUnsafeBufferPointer { own in
        var key: [UInt8] = []
        JSONString.write(own, to: &key)
        return key
      }
    }
  }
}

// MARK: - Values

extension TableReader {
  private func write(_ field: Field, to output: inout [UInt8]) {
    var text = field.text
    if !field.wasQuoted {
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
