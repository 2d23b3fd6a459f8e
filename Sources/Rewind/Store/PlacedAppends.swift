/// Appends that were given their versions and positions, and how long their lines are; the lines
/// themselves are in the writer's output.
struct PlacedAppends {
  /// One append: its events, in order, and what the first of them was given.
  struct Append {
    var stream: StreamName
    var events: [NewEvent]
    var version: Int
    var position: Int
    var timestamp: Timestamp
  }

  private(set) var appends: [Append] = []
  /// The bytes of each line with its newline, over all appends.
  private(set) var lengths: [Int] = []

  var isEmpty: Bool { appends.isEmpty }

  /// Remembers an append that follows those known.
  mutating func add(_ append: Append, lengths: [Int]) {
    if isEmpty { self.lengths = lengths } else { self.lengths += lengths }
    appends.append(append)
  }
}
