import Explorer
import ExplorerRuntime
import Rewind
import RewindSQLite

extension CompareCommand {
  /// Compares the rows of a file with those that a definition makes.
  func compareRows(
    with definition: ProjectionDefinition, at position: Int?, _ session: ProjectionSession
  ) throws -> Int32 {
    let store = try SQLiteReadModels.temporary()
    let progress = invocation.progress
    let last = position ?? session.log.index.eventCount
    _ = try session.runner(definition).materialize(at: last, in: store, .live) { report in
      progress.show { report.line(about: definition.name) }
      return true
    }
    progress.clear()
    var check = RowFileCheck(
      options, of: definition, in: store,
      limit: options.limit ?? RebuildCommand.shownDifferences, invocation)
    try check.readFile()
    try check.findMissing()
    check.sayWhatIsLeftOut()
    invocation.noteParked(
      try store.deadLetterCount(of: definition.name, .live), of: definition.name)
    return try invocation.answer(with: check.isSame ? 0 : 1) {
      if !invocation.shared.json {
        try invocation.output.line(check.summary + ", as of \(session.place(of: last))")
      }
      for difference in check.differences { try print(difference, definition) }
      let left = check.differenceCount - check.differences.count
      if left > 0, !check.differences.isEmpty, !invocation.shared.json {
        try invocation.output.line("and \(grouped(left)) more")
      }
    }
  }

  private func print(
    _ difference: RowFileCheck.Difference, _ definition: ProjectionDefinition
  ) throws {
    guard !invocation.shared.json else {
      return try invocation.printJSON([
        "change": .string(difference.change.rawValue), "key": .string(difference.key),
        "old": difference.exported.map { .object($0) },
        "new": difference.row.map { definition.json(of: $0, isShared: false) },
      ])
    }
    let mark =
      switch difference.change {
      case .added: "+"
      case .removed: "-"
      case .changed: "~"
      }
    let arrow = invocation.shared.ascii ? "->" : "→"
    try invocation.output.line(
      "\(mark) \(difference.key)  \(difference.changes.text(arrow: arrow))")
  }
}
