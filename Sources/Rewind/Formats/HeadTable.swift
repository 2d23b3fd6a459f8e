/// What a file's head says of its format where it may be a table.
struct HeadTable {
  private static let separators = [",", "\t", ";"].map { Array($0.utf8)[0] }
  /// So many rows are looked at.
  private static let limit = 20

  /// What parts the columns.
  let separator: UInt8

  /// Nil where there is no header, or the rows below have not as many fields as it has: four of five, or half of
  /// them where the header can be nothing else, or one where it has so many names that this is no chance.
  init?(_ head: ArraySlice<UInt8>, isWhole: Bool) {
    let candidates = Self.separators.compactMap { separator -> (separator: UInt8, columns: Int)? in
      let rows = Self.rows(of: head, separator, isWhole: isWhole)
      guard let header = rows.first, Self.isHeader(header) else { return nil }
      let below = rows.dropFirst()
      let fitting = below.count { $0.count == header.count }
      let share = Double(fitting) / Double(max(1, below.count))
      let isTable =
        share >= 0.8 || share >= 0.5 && header.allSatisfy(Self.isOneWord)
        || fitting > 0 && header.count > 2 && header.allSatisfy(Self.isPlainName)
      return isTable ? (separator, header.count) : nil
    }
    guard let best = candidates.max(by: { $0.columns < $1.columns }) else { return nil }
    separator = best.separator
  }

  /// Why a file that begins with a header is no table; nil where it begins otherwise.
  static func reasonForNoRows(_ head: ArraySlice<UInt8>, isWhole: Bool) -> String? {
    let found = separators.map { rows(of: head, $0, isWhole: isWhole) }
      .filter { rows in
        rows.first.map { isHeader($0) && $0.allSatisfy(isOneWord) } ?? false
      }
    guard let rows = found.max(by: { $0[0].count < $1[0].count }) else { return nil }
    let columns = rows[0].count
    let below = rows.dropFirst()
    if below.isEmpty { return "the header of a table, and no row below it" }
    let fitting = below.count { $0.count == columns }
    if fitting == 0 {
      return "the header of a table has \(columns) fields, and no row below it has as many"
    }
    guard rows[0].allSatisfy(isPlainName) else { return nil }
    return
      "the header of a table has \(columns) fields, and of the first \(below.count) rows below it only"
      + " \(fitting) \(fitting == 1 ? "has" : "have") as many"
  }

  private static func isHeader(_ row: [ArraySlice<UInt8>]) -> Bool {
    row.count > 1 && row.allSatisfy(isName)
  }

  /// Whether no space stands within a text.
  private static func isOneWord(_ text: ArraySlice<UInt8>) -> Bool {
    text.split(whereSeparator: \.isSpace).count == 1
  }

  /// Whether a text is written as programs write names, or is one in quotes.
  private static func isPlainName(_ text: ArraySlice<UInt8>) -> Bool {
    text.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "\""), UInt8(ascii: "\r"):
        true
      default: byte >= 0x80
      }
    }
  }

  /// Whether a text can be a column's name: it has a letter, is no sentence, and where it has quotes they are
  /// around it.
  private static func isName(_ text: ArraySlice<UInt8>) -> Bool {
    let quote = UInt8(ascii: "\"")
    let ends = [text.first { !$0.isSpace }, text.last { !$0.isSpace }]
    return text.count <= 80
      && text.contains { UInt8(ascii: "A")...UInt8(ascii: "z") ~= $0 || $0 >= 0x80 }
      && text.count { $0 == UInt8(ascii: " ") } <= 3 && text.first != UInt8(ascii: "{")
      && (!text.contains(quote) || ends.allSatisfy { $0 == quote })
  }

  /// The fields of the first rows, without those that have not ended.
  private static func rows(
    of head: ArraySlice<UInt8>, _ separator: UInt8, isWhole: Bool
  ) -> [[ArraySlice<UInt8>]] {
    var rows: [[ArraySlice<UInt8>]] = []
    var row: [ArraySlice<UInt8>] = []
    var start = head.startIndex
    var isQuoted = false
    for (place, byte) in zip(head.indices, head) where rows.count < limit {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard !isQuoted, byte == separator || byte == UInt8(ascii: "\n") else { continue }
      row.append(head[start..<place])
      start = place + 1
      guard byte == UInt8(ascii: "\n") else { continue }
      if !isBlank(row) { rows.append(row) }
      row = []
    }
    if isWhole, start < head.endIndex, rows.count < limit { rows.append(row + [head[start...]]) }
    return rows
  }

  /// Whether a row says nothing: it is empty, or names the separator for spreadsheets.
  private static func isBlank(_ row: [ArraySlice<UInt8>]) -> Bool {
    guard let first = row.first else { return true }
    return row.count == 1 && first.allSatisfy(\.isSpace) || first.starts(with: "sep=".utf8)
  }
}
