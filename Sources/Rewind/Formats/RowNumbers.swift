/// Which lines of a table's file its rows stand in.
struct RowNumbers {
  /// The line, from 1, in which the row begins.
  private(set) var rowLine = 1
  /// The line of the next byte.
  private var line = 1
  /// How many lines were made.
  private var given = 0
  private var lastShift = 0
  private var shifts: [LineShift] = []

  mutating func takeNewline() { line += 1 }

  /// The next byte is the first of a row.
  mutating func beginRow() { rowLine = line }

  /// The next byte is the first of the row's that was read, again.
  mutating func returnToRow() { line = rowLine }

  /// Notes that a line was made of the row.
  mutating func noteGiven() {
    given += 1
    guard rowLine - given != lastShift else { return }
    lastShift = rowLine - given
    shifts.append(LineShift(line: given, by: lastShift))
  }

  /// Where lines begin to have other numbers in the file than among those that are made; each is given once.
  mutating func takeShifts() -> [LineShift] {
    defer { shifts.removeAll(keepingCapacity: true) }
    return shifts
  }
}

/// From which line on, of those that are made of a file, the file's lines have numbers that differ by so much.
struct LineShift {
  /// The number of the line that is made, from 1.
  let line: Int
  /// By how much the number of its line in the file is higher.
  let by: Int
}
