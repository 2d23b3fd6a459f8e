internal import Rewind

/// A column that a format got later, where older code needs to know nothing of it.
struct AddedColumn: Sendable {
  let table: String
  let name: String
  let type: String
}
