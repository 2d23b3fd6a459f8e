internal import Rewind

/// A column that was added to a format; older code works without knowing of it.
struct AddedColumn: Sendable {
  let table: String
  let name: String
  let type: String
}
