import Explorer
import Rewind

/// Holds the rows of a file against those of a read model.
struct RowFileCheck {
  /// A row that is another in the file than in the read model.
  struct Difference {
    /// How it differs: `added` is one that the file lacks, `removed` one that only the file has.
    let change: Change
    let key: String
    let exported: JSONObject?
    let row: [ReadModelValue]?
    let changes: [ColumnChange]
  }

  /// What has to be done to the file to make it right.
  enum Change: String { case added, removed, changed }

  private(set) var differences: [Difference] = []
  private(set) var counts: [Change: Int] = [:]
  private(set) var same = 0

  private let path: String
  private let keyColumn: String?
  private let definition: ProjectionDefinition
  private let store: any ReadModelStore
  private let limit: Int
  private let invocation: Invocation
  private var seen: Set<Key> = []
  private var rowCount = 0
  /// The columns of the file that are compared; nil before its first row.
  private var compared: [String]?
  private var leftOut: Set<String> = []
  /// The columns of the file that were met.
  private var known: Set<String> = []
  private var doubled = Problem()
  private var unreadable = Problem()
  private var withoutKey = Problem()

  /// Two keys are one where their bytes are the same.
  private struct Key: Hashable {
    let bytes: ContiguousArray<UInt8>
    init(_ key: String) { bytes = ContiguousArray(key.utf8) }
  }

  /// Rows that cannot be compared: how many, and the first.
  private struct Problem {
    var count = 0
    var first: String?

    mutating func add(_ words: @autoclosure () -> String) {
      if count == 0 { first = words() }
      count += 1
    }
  }

  private static let batchSize = 1_000

  init(
    _ options: Command.Compare, of definition: ProjectionDefinition, in store: any ReadModelStore,
    limit: Int, _ invocation: Invocation
  ) {
    path = options.rows ?? "-"
    keyColumn = options.keyColumn
    self.definition = definition
    self.store = store
    self.limit = limit
    self.invocation = invocation
  }

  var isSame: Bool {
    differenceCount == 0 && doubled.count + unreadable.count + withoutKey.count == 0
  }

  var differenceCount: Int { counts.values.reduce(0, +) }

  /// `3 wrong, 1 missing in the file, 2 that should not be there, 70 the same`.
  var summary: String {
    let words: [(Change, String)] = [
      (.changed, "wrong"), (.added, "missing in the file"), (.removed, "too much in the file"),
    ]
    let parts = words.compactMap { change, word in counts[change].map { "\(grouped($0)) \(word)" } }
    return (parts + ["\(counted(same, "row")) the same"]).joined(separator: ", ")
  }

  // MARK: The file

  /// Compares the rows of the file.
  mutating func readFile() throws {
    var rows = ExportedRows()
    var batch: [(key: String, row: JSONObject)] = []
    let nextPart = try FileText.parts(of: path)
    while true {
      let bytes = try nextPart()
      let read = bytes.isEmpty ? rows.finish() : rows.take(bytes)
      for row in read { try take(row, into: &batch) }
      if bytes.isEmpty || batch.count >= Self.batchSize { try compare(&batch) }
      if bytes.isEmpty { break }
    }
    if rowCount == 0 { throw Failure("\(path): there is no row in it") }
  }

  private mutating func take(
    _ row: ExportedRows.Row, into batch: inout [(key: String, row: JSONObject)]
  ) throws {
    rowCount += 1
    switch row {
    case .unreadable(let reason): unreadable.add("row \(rowCount): \(reason)")
    case .row(let object):
      let name = try keyColumn(of: object)
      guard let value = object[name], !value.isNull else {
        return withoutKey.add("row \(rowCount): \(object.description.prefix(80))")
      }
      let key = value.string ?? value.text()
      guard seen.insert(Key(key)).inserted else { return doubled.add("row \(rowCount): \(key)") }
      batch.append((key, object))
    }
  }

  /// Which column holds the keys.
  private func keyColumn(of row: JSONObject) throws(Failure) -> String {
    let name = keyColumn ?? definition.states.columns[0].name
    if row[name] != nil || compared != nil { return name }
    throw Failure(
      "\(path): the first row has no column \(name) with the key; --key-column takes one of: "
        + row.map(\.key).joined(separator: ", "))
  }

  private mutating func compare(_ batch: inout [(key: String, row: JSONObject)]) throws {
    let own = try store.states(ofKeys: batch.map(\.key), in: definition, .live)
    let columns = Array(definition.states.columns.dropFirst())
    for ((key, exported), row) in zip(batch, own) {
      let names = try names(of: exported)
      let changes = ColumnChange.changes(fromExported: exported, to: row, columns, of: names)
      if row == nil {
        note(.init(change: .removed, key: key, exported: exported, row: nil, changes: changes))
      } else if changes.isEmpty {
        same += 1
      } else {
        note(.init(change: .changed, key: key, exported: exported, row: row, changes: changes))
      }
    }
    batch = []
  }

  /// The columns of the file that the read model has too.
  private mutating func names(of row: JSONObject) throws -> [String] {
    if let compared, row.allSatisfy({ known.contains($0.key) }) { return compared }
    known.formUnion(row.map(\.key))
    let keyName = try keyColumn(of: row)
    let own = try store.rows(RowQuery(table: 0, limit: 0), of: definition, .live).columns
      .dropFirst()
    let comparable = own.filter { $0.role != .lastPosition && $0.role != .document }.map(\.name)
    let new = row.map(\.key).filter { compared?.contains($0) != true && $0 != keyName }
    let names = (compared ?? []) + new.filter(comparable.contains)
    leftOut.formUnion(new.filter { name in !own.contains { $0.name == name } })
    guard !names.isEmpty else {
      throw Failure(
        "\(path): no column of it is one of \(definition.name)'s, which are: "
          + comparable.joined(separator: ", "))
    }
    compared = names
    return names
  }

  // MARK: The rest

  /// Finds the rows that the file does not have.
  mutating func findMissing() throws {
    var query = RowQuery(table: 0, limit: 10_000)
    let columns = Array(definition.states.columns.dropFirst())
    while true {
      let page = try store.rows(query, of: definition, .live)
      for row in page.rows {
        let key = row[0].description
        guard !seen.contains(Key(key)) else { continue }
        // A page has columns in an order of its own.
        let values = columns.compactMap { column in
          page.columns.firstIndex { $0.name == column.name }.map { row[$0] }
        }
        let changes = ColumnChange.changes(
          fromExported: [:], to: values, columns, of: compared ?? [])
        note(
          .init(change: .added, key: key, exported: nil, row: values, changes: changes))
      }
      if page.rows.count < query.limit { break }
      query.offset += page.rows.count
    }
  }

  private mutating func note(_ difference: Difference) {
    counts[difference.change, default: 0] += 1
    if differences.count < limit { differences.append(difference) }
  }

  /// Says what could not be compared.
  func sayWhatIsLeftOut() {
    if !leftOut.isEmpty {
      invocation.note(
        "\(path): not compared, since \(definition.name) has no such "
          + "\(leftOut.count == 1 ? "column" : "columns"): \(leftOut.sorted().joined(separator: ", "))"
      )
    }
    for (problem, words) in [
      (doubled, "with a key that came before"), (unreadable, "that cannot be read"),
      (withoutKey, "without a key"),
    ] {
      guard let first = problem.first else { continue }
      invocation.note(
        "\(path): \(counted(problem.count, "row")) \(words), not compared, the first \(first)")
    }
  }
}
