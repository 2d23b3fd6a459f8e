internal import CSQLite
internal import Rewind

/// What the catalog says of one copy of a read model.
struct StoredCopy {
  var projection: String
  var copy: ReadModelCopy
  var header: ReadModelHeader
  /// The tables it was made with, which an older definition may have called differently.
  var tables: [ReadModelTable]

  /// The table of a kind; nil where the copy has none.
  func table(_ kind: ReadModelTable.Kind) -> ReadModelTable? {
    tables.first { $0.kind == kind }
  }

  /// The names of the tables in the database.
  var tableNames: [String] { tables.map { TableName.make($0.name, copy) } }
}

extension StoredCopy {
  /// Reads a row of the catalog; nil where it is damaged.
  init?(row: Statement) {
    guard let projection = row.exactText(0),
      let copy = row.exactText(1).flatMap(ReadModelCopy.init), let fingerprint = row.exactText(2),
      let position = row.exactInteger(3), position >= 0, let digest = row.exactText(4),
      let time = row.exactText(7).flatMap({ Timestamp(parsing: $0) }),
      let json = row.exactText(8).flatMap({ try? JSONText($0) }),
      let tables = json.value.readModelTables
    else { return nil }
    var fault: ProjectionFault?
    if !row.isNull(5) {
      guard let place = row.exactInteger(5), let message = row.exactText(6) else { return nil }
      let cause = row.exactText(9).flatMap(ProjectionFault.Cause.init) ?? .refusedEvent
      fault = ProjectionFault(position: place, cause: cause, message: message)
    }
    self.init(
      projection: projection, copy: copy,
      header: ReadModelHeader(
        fingerprint: fingerprint, checkpoint: Checkpoint(position: position, lineDigest: digest),
        fault: fault, writtenAt: time, generation: row.exactInteger(10) ?? 0),
      tables: tables)
  }
}
