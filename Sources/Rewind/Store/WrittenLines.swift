/// Lines that were written behind what a log's index knows, as their writer knows them.
struct WrittenLines {
  /// One append: its events, in order, and what they were given.
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
