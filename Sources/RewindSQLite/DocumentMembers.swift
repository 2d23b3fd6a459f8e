internal import Rewind

/// The members of a table's documents that have columns of their own, and those that are to have some.
///
/// A member has one from the first row on in which it is no object and no array. Of members that are met beyond a
/// hundred, such as those of an object that serves as a dictionary, and of names that a path of SQLite's JSON cannot
/// tell, none has a column: they are in the document.
struct DocumentMembers {
  static let limit = 100

  /// The names that are known, as bytes, and that of which one was met last: members mostly come in one order.
  private var known: [[UInt8]] = []
  private var next = 0
  private var taken: Set<String>
  /// The columns that the table does not have yet.
  private(set) var new: [ReadModelColumn] = []

  init(of table: ReadModelTable) {
    taken = Set(table.columns.map { SQLText.folded($0.name) })
    for case .member(let name) in table.columns.map(\.role) { known.append(Array(name.utf8)) }
  }

  /// Takes in a document: any JSON; what is no object has no members.
  mutating func add(_ document: String) {
    var document = document
    document.withUTF8 { text in
      guard let p = text.baseAddress else { return }
      let end = text.count
      var i = JSONScanner.skipSpace(p, 0, end)
      guard i < end, p[i] == UInt8(ascii: "{") else { return }
      repeat {
        let start = JSONScanner.skipSpace(p, i + 1, end)
        guard start < end, p[start] == UInt8(ascii: "\""),
          let quote = JSONScanner.endOfString(in: p, from: start + 1, to: end)
        else { return }
        let colon = JSONScanner.skipSpace(p, quote + 1, end)
        let value = JSONScanner.skipSpace(p, colon + 1, end)
        guard let after = JSONScanner.endOfValue(in: p, from: value, to: end) else { return }
        if p[value] != UInt8(ascii: "{"), p[value] != UInt8(ascii: "[") {
          add(UnsafeBufferPointer(rebasing: text[start + 1..<quote]))
        }
        i = JSONScanner.skipSpace(p, after, end)
      } while i < end && p[i] == UInt8(ascii: ",")
    }
  }

  private mutating func add(_ name: UnsafeBufferPointer<UInt8>) {
    if next < known.count, known[next].elementsEqual(name) {
      next += 1
      return
    }
    if let place = known.firstIndex(where: { $0.elementsEqual(name) }) {
      next = place + 1
      return
    }
    guard known.count < Self.limit, Self.isTold(name),
      let text = String(validating: name, as: UTF8.self)
    else { return }
    known.append(Array(name))
    next = known.count
    new.append(ReadModelColumn(name: columnName(of: text), content: .any, role: .member(text)))
  }

  /// Whether a path of SQLite's JSON finds a member by its name.
  private static func isTold(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    !name.isEmpty && name.count <= 200
      && name.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
  }

  /// The name of a member's column: the member's own, with `_` behind it where another column has that.
  private mutating func columnName(of member: String) -> String {
    var name = member
    while !taken.insert(SQLText.folded(name)).inserted { name += "_" }
    return name
  }
}

extension Connection {
  /// Gives a table columns for the members of documents that it is about to have.
  func addMembers(
    of documents: some Sequence<String>, to table: inout ReadModelTable, _ copy: ReadModelCopy
  ) throws(SQLiteError) {
    guard let document = table.document else { return }
    var members = DocumentMembers(of: table)
    for text in documents { members.add(text) }
    guard !members.new.isEmpty else { return }
    let name = SQLText.quoted(TableName.make(table.name, copy))
    let source = SQLText.quoted(table.columns[document].name)
    for column in members.new {
      guard case .member(let member) = column.role else { continue }
      let path = "$.\"\(member)\"".replacing("'", with: "''")
      try run(
        "ALTER TABLE \(name) ADD COLUMN \(SQLText.quoted(column.name))"
          + " AS (json_extract(\(source), '\(path)'))")
    }
    table = ReadModelTable(
      name: table.name, kind: table.kind, columns: table.columns + members.new,
      indexes: table.indexes)
  }
}
