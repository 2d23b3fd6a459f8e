/// A table that was added to a format; older code works without knowing of it.
struct AddedTable: Sendable {
  let name: String
  /// Its columns and its key, as SQL.
  let columns: String

  /// The statement that makes it.
  var creation: String { "CREATE TABLE \(name) (\(columns)) WITHOUT ROWID" }
}
