/// Reads rows that were exported from elsewhere, as their bytes come: JSON lines, or a table with a header (CSV with
/// commas or semicolons, TSV).
package struct ExportedRows {
  /// What a line holds.
  package enum Row {
    /// The row's members.
    case row(JSONObject)
    /// Why it is none.
    case unreadable(String)
  }

  private var table: TableReader?
  private var isBegun = false
  /// The first bytes, as long as it is not known what the rows are written in.
  private var head: [UInt8] = []
  /// The lines that were made, of which the last may not be whole.
  private var lines: [UInt8] = []

  package init() {}

  /// Takes the next bytes; answers the rows that are whole, in order.
  package mutating func take(_ bytes: [UInt8]) -> [Row] {
    guard !isBegun else { return read(bytes) }
    head += bytes
    return begin(isWhole: false) ? read(head) : []
  }

  /// The rows that are left once no more bytes come.
  package mutating func finish() -> [Row] {
    var rows = !isBegun && begin(isWhole: true) ? read(head) : []
    table?.finish(to: &lines)
    lines.append(UInt8(ascii: "\n"))
    rows += takeLines()
    if let unfinished = table?.unfinished { rows.append(.unreadable(unfinished.words)) }
    return rows
  }

  /// Finds out what the rows are written in, once the first line is there.
  private mutating func begin(isWhole: Bool) -> Bool {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head.removeFirst(3) }
    let text = head.drop(while: \.isSpace)
    guard isWhole || text.contains(UInt8(ascii: "\n")) else { return false }
    isBegun = true
    if text.first != UInt8(ascii: "{") {
      let header = text.prefix { $0 != UInt8(ascii: "\n") }
      let separators = [",", "\t", ";"].map { Array($0.utf8)[0] }
      let counts = separators.map { separator in header.count { $0 == separator } }
      let best = counts.indices.max { counts[$0] < counts[$1] } ?? 0
      table = TableReader(separator: separators[best])
    }
    return true
  }

  private mutating func read(_ bytes: [UInt8]) -> [Row] {
    if table == nil {
      lines += bytes
    } else {
      bytes.withUnsafeBytes { table?.take($0, to: &lines) }
    }
    return takeLines()
  }

  private mutating func takeLines() -> [Row] {
    guard let end = lines.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
    defer { lines.removeSubrange(...end) }
    return lines[..<end].split(separator: UInt8(ascii: "\n")).compactMap(Self.row)
  }

  private static func row(_ line: ArraySlice<UInt8>) -> Row? {
    if let note = line.withUnsafeBytes(SpoolNote.init(line:)) { return .unreadable(note.words) }
    guard line.contains(where: { !$0.isSpace }) else { return nil }
    guard let object = (try? JSONText(validating: line))?.value.object else {
      return .unreadable("no JSON object")
    }
    return .row(object)
  }
}
