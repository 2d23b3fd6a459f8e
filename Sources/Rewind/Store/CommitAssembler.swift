/// Puts the lines of appends together: an append counts only when its last line is there.
///
/// The lines of one that never was finished, with others behind it, are damage.
struct CommitAssembler: Sendable {
  /// A line that is decided about.
  struct Decided: Sendable {
    var line: ScannedLine
    /// What is wrong with it beside what the scanner found; `.line` where nothing is.
    var damage: Damage.Kind
  }

  /// The lines of an append whose last line has not come yet.
  private var pending: [ScannedLine] = []
  private var lastPart = CommitPart(index: 0, count: 0)

  /// The first line of an append whose last line has not come yet.
  var firstPending: ScannedLine? { pending.first }

  /// Whether a line is an append of its own, with nothing before it to be decided about.
  @inline(__always)
  func isWhole(_ line: ScannedLine) -> Bool { line.batch.count <= 1 && pending.isEmpty }

  /// Takes the next line, and answers those that are decided about now, in order.
  mutating func add(_ line: ScannedLine) -> [Decided] {
    let part = line.batch
    let continues =
      !pending.isEmpty && part.count == lastPart.count && part.index == lastPart.index + 1
      && line.stream == pending[0].stream
    var decided = continues ? [] : giveUp()
    guard part.count > 1 else { return decided + [Decided(line: line, damage: .line)] }
    guard continues || part.index == 1 else {
      return decided + [Decided(line: line, damage: .incompleteCommit)]
    }
    pending.append(line)
    lastPart = part
    if part.index == part.count {
      decided += pending.map { Decided(line: $0, damage: .line) }
      pending = []
    }
    return decided
  }

  /// Gives up an append that is not finished: its lines are damage.
  mutating func giveUp() -> [Decided] {
    defer { pending = [] }
    return pending.map { Decided(line: $0, damage: .incompleteCommit) }
  }

  /// Forgets an append that is not finished; its lines will be read again.
  mutating func forget() {
    pending = []
  }
}
