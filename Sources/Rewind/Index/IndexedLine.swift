/// What an index keeps of a line, its names by the index's numbers.
struct IndexedLine {
  var stream = LineColumns.damaged
  var type = LineColumns.damaged
  /// What the log itself gives, else unknown; the time in microseconds since 1970.
  var version = Int64.unknown
  var position = Int64.unknown
  var time = Int64.unknown
  /// Roles that are there and could not be read.
  var unread: UnreadRoles = []
  /// The locator by which the source finds the line, and its length in bytes.
  var locator: UInt64
  var length: Int
}
