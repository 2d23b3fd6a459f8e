/// Turns a table with a header into lines, an event for each row: CSV (RFC 4180), with commas or
/// semicolons, and TSV.
///
/// A field is a number or a truth where it is spelled as JSON spells one and is short enough for every
/// reader to keep it, an object or array where it holds one, null where nothing stands there without
/// quotes (`\N` too), else a text. A row with fewer or more fields than the header becomes a note. So does the
/// first line of a row whose quote is never closed; the rows that it would have taken in are read.
struct TableReader: ByteStage {
  /// So often a row is read again without its first line, within one that is read so already.
  private static let depthLimit = 8

  private let separator: UInt8
  /// Whether a backslash says what follows, as in PostgreSQL's text format.
  private let hasEscapes: Bool
  /// The keys as JSON texts, once the header was read.
  private var keys: [[UInt8]]?

  private var fields: [TableField] = []
  private var field = TableField()
  /// The row as it stands in the file.
  private var row: [UInt8] = []
  private var isInQuotes = false
  /// Whether the last byte was a quote within quotes: their end, or one of two that stand for one.
  private var mayEndQuotes = false
  private var numbers = RowNumbers()
  /// Whether a quote of the row stands where RFC 4180 has none: within a field that has none around it, or
  /// before more text of its field.
  private var hasStrayQuote = false
  /// How many rows became events and have no stray quote.
  private var cleanCount = 0
  private var depth = 0

  /// Reads a table whose fields are parted by a byte.
  init(separator: UInt8) {
    self.separator = separator
    hasEscapes = separator == UInt8(ascii: "\t")
  }

  mutating func take(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    for byte in bytes { take(byte, to: &output) }
  }

  /// Gives the last row, which no newline ends, where it is one: it has not too few fields, nor a quote that is
  /// open.
  mutating func finish(to output: inout [UInt8]) {
    guard !row.isEmpty else { return }
    if hasOpenQuote {
      if readAgain(isEnded: false, to: &output) { finish(to: &output) }
    } else if keys.map({ fields.count + 1 == $0.count }) ?? true {
      endRow(to: &output)
    }
  }

  var unfinished: SpoolNote? {
    guard !row.isEmpty else { return nil }
    let words =
      hasOpenQuote
      ? "a quote in the last row is not closed"
      : "the last row, which no newline ends, has \(Self.count(fields.count + 1, of: keys))"
    return SpoolNote(words, line: numbers.rowLine, text: row)
  }

  mutating func takeShifts() -> [LineShift] { numbers.takeShifts() }

  @inline(__always)
  private mutating func take(_ byte: UInt8, to output: inout [UInt8]) {
    if mayEndQuotes, byte != UInt8(ascii: "\"") { isInQuotes = false }
    if byte == UInt8(ascii: "\n") { numbers.takeNewline() }
    if byte == UInt8(ascii: "\n"), !isInQuotes {
      endRow(to: &output)
      return
    }
    row.append(byte)
    take(byte)
    // A quote that is never closed must not take in the rest of the file.
    if row.count > ChunkScanner.lineLimit, !readAgain(isEnded: false, to: &output) {
      note("longer than \(ChunkScanner.lineLimit >> 20) MiB", to: &output)
    }
  }

  private mutating func take(_ byte: UInt8) {
    let isQuote = byte == UInt8(ascii: "\"")
    if mayEndQuotes {
      mayEndQuotes = false
      if isQuote {
        field.text.append(byte)
        return
      }
      if byte != separator, byte != UInt8(ascii: "\r") { hasStrayQuote = true }
    }
    if isInQuotes {
      if isQuote { mayEndQuotes = true } else { field.text.append(byte) }
    } else if byte == separator {
      endField()
    } else if isQuote, field.text.isEmpty, !field.wasQuoted {
      isInQuotes = true
      field.wasQuoted = true
    } else {
      if isQuote { hasStrayQuote = true }
      field.text.append(byte)
    }
  }

  private mutating func endField() {
    fields.append(field)
    field = TableField()
  }

  private var hasOpenQuote: Bool { isInQuotes && !mayEndQuotes }
}

// MARK: - Rows

extension TableReader {
  private mutating func endRow(to output: inout [UInt8]) {
    if row.last == UInt8(ascii: "\r") {
      row.removeLast()
      field.text.removeLast()
    }
    guard !row.isEmpty else { return beginRow() }
    endField()
    guard let keys else {
      // `sep=;` is for spreadsheets, and stands before the header.
      if !row.starts(with: "sep=".utf8) { self.keys = Self.keys(of: fields.map(\.text)) }
      return beginRow()
    }
    let isWhole = fields.count == keys.count
    if !isWhole || hasStrayQuote, readAgain(isEnded: true, to: &output) { return }
    guard isWhole else { return note(Self.count(fields.count, of: keys), to: &output) }
    // Its fields may be those of several rows.
    if hasStrayQuote, row.contains(UInt8(ascii: "\n")) { return note(Self.openQuote, to: &output) }
    for (number, key) in keys.enumerated() {
      output.append(UInt8(ascii: number == 0 ? "{" : ","))
      output.append(contentsOf: key)
      output.append(UInt8(ascii: ":"))
      fields[number].write(hasEscapes: hasEscapes, to: &output)
    }
    output.append(contentsOf: "}\n".utf8)
    if !hasStrayQuote { cleanCount += 1 }
    numbers.noteGiven()
    beginRow()
  }

  /// Puts a note in the row's place.
  private mutating func note(_ words: String, to output: inout [UInt8]) {
    output += SpoolNote(words, line: numbers.rowLine, text: row).line
    numbers.noteGiven()
    beginRow()
  }

  private mutating func beginRow() {
    fields.removeAll(keepingCapacity: true)
    field = TableField()
    row.removeAll(keepingCapacity: true)
    isInQuotes = false
    mayEndQuotes = false
    hasStrayQuote = false
    numbers.beginRow()
  }

  /// Reads a row of several lines again without its first, if there are rows in these.
  ///
  /// Then a quote in that line is never closed. False where there are none.
  ///
  /// - Parameter isEnded: whether a newline has ended the row.
  private mutating func readAgain(isEnded: Bool, to output: inout [UInt8]) -> Bool {
    guard keys != nil, depth < Self.depthLimit, let end = row.firstIndex(of: UInt8(ascii: "\n"))
    else { return false }
    var again = self
    again.depth += 1
    again.row.removeSubrange(end...)
    again.numbers.returnToRow()
    var lines: [UInt8] = []
    again.numbers.takeNewline()
    again.note(Self.openQuote, to: &lines)
    for byte in row[(end + 1)...] { again.take(byte, to: &lines) }
    if isEnded { again.take(UInt8(ascii: "\n"), to: &lines) }
    guard again.cleanCount > cleanCount else { return false }
    if isEnded { again.depth = depth }
    self = again
    output += lines
    return true
  }

  private static let openQuote = "a quote in it is not closed"

  private static func count(_ fields: Int, of keys: [[UInt8]]?) -> String {
    "\(fields) \(fields == 1 ? "field" : "fields"), and the header \(keys?.count ?? 0)"
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
