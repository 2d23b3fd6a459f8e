internal import Platform

/// A digest of the order in which lines came from the files of a log: how many from which file, run by
/// run.
///
/// A checkpoint in another program's log of several files needs it: a line can be at the same position in
/// two orders of the files that differ before it.
struct LineOrder: Hashable, Sendable {
  /// Of the runs that are over.
  private var before = FNV1a()
  private var file: String?
  private var count = 0
  private var isMixed = false

  /// Takes in the next lines.
  ///
  /// - Parameter name: their file, which folders and its ending tell from no other.
  mutating func add(_ count: Int, from name: String) {
    guard count > 0 else { return }
    let stem = LogFile.stem(of: name)
    if stem != file {
      if file != nil { (before, isMixed) = (digest, true) }
      (file, self.count) = (stem, 0)
    }
    self.count += count
  }

  private var digest: FNV1a {
    var digest = before
    digest.add("\(file ?? "")\n\(count)\n".utf8)
    return digest
  }

  /// The digest; empty where one file gave all.
  var text: String { isMixed ? "-" + String(digest.value, radix: 16) : "" }
}

extension LogSnapshot {
  /// The order of the files of the lines up to a position; none where lines come from one place only, as
  /// those of a store do, whose segments come one behind the other.
  func order(through position: Int) -> LineOrder {
    var order = LineOrder()
    guard let fileReader, !fileReader.isStore else { return order }
    for run in index.runs(through: min(position, index.eventCount)) {
      order.add(run.positions.count, from: fileReader.found[run.file].name)
    }
    return order
  }
}
