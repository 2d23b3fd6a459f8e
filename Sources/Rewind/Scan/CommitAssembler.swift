/// Puts the lines of appends together: an append counts only when all of it was written.
///
/// It is whole where its last line is there, or where a later line has a position beyond its last one: the
/// writer of that line found the append whole. Lines that were lost since, to damage or moved aside, take no
/// others with them. An append with a hole of NULs never was whole on the disk: all of it is damage, as
/// are the lines of one that was not finished and that others follow.
struct CommitAssembler: Sendable {
  /// A line with the decision about it.
  struct Decided: Sendable {
    var line: ScannedLine
    /// Why it is damaged; nil where it is an event.
    var damage: Damage.Kind?
  }

  /// An append of which it is not known yet whether it is whole.
  private struct Pending {
    /// Its lines, and damaged ones among or behind them.
    var lines: [ScannedLine]
    var count: Int
    /// The index of its last line, damaged ones counted.
    var lastIndex: Int
    /// The position before its first line; nil in a log without positions.
    var base: Int64?
    var hasDamage = false
    var hasHole = false

    init(_ line: ScannedLine) {
      lines = [line]
      count = Int(line.batch.count)
      lastIndex = Int(line.batch.index)
      base = line.baseOfAppend
    }

    /// Whether a line is part of this append; lines before it may have been lost.
    func isContinued(by line: ScannedLine) -> Bool {
      let index = Int(line.batch.index)
      guard Int(line.batch.count) == count, line.stream == lines[0].stream else { return false }
      guard let base else { return index == lastIndex + 1 }
      return line.baseOfAppend == base && index > Int(lines[0].batch.index)
    }

    /// Whether a line shows that the append was whole.
    func isProven(by line: ScannedLine) -> Bool {
      guard let base, line.position != Int64.unknown else { return false }
      return line.position > base + Int64(count)
    }
  }

  private var pending: Pending?
  /// Whether the last line that was decided about is a hole, or of an append with one before it.
  private var isBehindHole = false

  /// The first line of an append of which it is not known yet whether it is whole.
  var firstPending: ScannedLine? { pending?.lines.first }

  /// Whether every line is decided about, and what follows owes nothing to them.
  var isSettled: Bool { pending == nil && !isBehindHole }

  /// Whether a line is an append of its own, with nothing before it to be decided about.
  @inline(__always)
  func isWhole(_ line: ScannedLine) -> Bool {
    line.batch.count <= 1 && pending == nil && !isBehindHole && !line.isDamaged
  }

  /// Takes the next line, and answers those that are decided about now, in order.
  mutating func add(_ line: ScannedLine) -> [Decided] {
    if line.isDamaged { return addDamaged(line) }
    if pending?.isContinued(by: line) == true {
      pending?.lines.append(line)
      pending?.lastIndex = Int(line.batch.index)
      return line.batch.index == line.batch.count ? settle(isWhole: true) : []
    }
    let decided = settle(isWhole: pending?.isProven(by: line) ?? false)
    guard line.batch.count > 1 else {
      isBehindHole = false
      return decided + [Decided(line: line, damage: nil)]
    }
    guard line.batch.index == 1 || !isBehindHole && line.baseOfAppend != nil else {
      return decided + [Decided(line: line, damage: .incompleteCommit)]
    }
    pending = Pending(line)
    return decided + (line.batch.index == line.batch.count ? settle(isWhole: true) : [])
  }

  private mutating func addDamaged(_ line: ScannedLine) -> [Decided] {
    guard pending != nil else {
      isBehindHole = line.isHole
      return [Decided(line: line, damage: line.ownDamage)]
    }
    pending?.lines.append(line)
    pending?.lastIndex += 1
    pending?.hasDamage = true
    if line.isHole { pending?.hasHole = true }
    guard let pending, !pending.hasHole, pending.lastIndex >= pending.count else { return [] }
    // It ended as its last line does, which a crash leaves without an end.
    return settle(isWhole: true)
  }

  /// Ends a file behind which nothing is written any more: what is pending was whole then.
  mutating func endSealed() -> [Decided] {
    defer { isBehindHole = false }
    return settle(isWhole: true)
  }

  /// Ends a file that may grow: what is pending stays so, unless a part of it is damaged.
  mutating func endOpen() -> [Decided] {
    pending?.hasDamage == true ? settle(isWhole: false) : []
  }

  /// Gives up an append that is not finished: its lines are damage.
  mutating func giveUp() -> [Decided] { settle(isWhole: false) }

  /// Forgets an append that is not finished; its lines will be read again.
  mutating func forget() {
    pending = nil
  }

  private mutating func settle(isWhole: Bool) -> [Decided] {
    guard let pending else { return [] }
    self.pending = nil
    let isEvent = isWhole && !pending.hasHole
    isBehindHole = pending.hasHole
    return pending.lines.map {
      Decided(line: $0, damage: isEvent || $0.isDamaged ? $0.ownDamage : .incompleteCommit)
    }
  }
}

extension ScannedLine {
  /// The position before the first line of its append; nil where it has no position.
  fileprivate var baseOfAppend: Int64? {
    position == .unknown ? nil : position - Int64(batch.index)
  }

  /// What is wrong with it by itself; nil where nothing is.
  fileprivate var ownDamage: Damage.Kind? {
    isDamaged ? isMovedAside ? .movedAside : .line : nil
  }
}
