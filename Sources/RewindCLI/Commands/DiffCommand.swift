import Rewind

/// `rewind diff`: what differs between the states of a stream at two moments.
struct DiffCommand {
  let invocation: Invocation
  let options: Command.Diff

  func run() throws -> Int32 {
    let snapshot = try invocation.openLog().snapshot()
    let index = snapshot.index
    let stream = try invocation.stream(named: options.stream, in: index)
    let from = try invocation.version(options.from, of: stream, in: index)
    let to = try invocation.version(options.to, of: stream, in: index)
    let fold = try Folds.fold(of: stream, in: index, invocation)
    var timeline = Timeline(of: stream, in: snapshot, fold: fold)
    let old = try timeline.state(at: from)
    let new = try timeline.state(at: to)
    invocation.noteWhatIsSaid(of: timeline, through: max(from, to), by: fold, in: snapshot)
    let states = old.without == new.without ? [new] : [old, new]
    for state in states {
      let name =
        states.count == 1
        ? "both states are"
        : "the state at version \(index.shownVersion(state.version, of: stream)) is"
      invocation.noteOmissions(
        of: state.without, state.firstFault, name, stream: stream, in: index)
    }
    // The events that the later one of them is without are all.
    let without = from < to ? new.without : old.without
    let changes = StateDiff.changes(from: old.value, to: new.value)
    let status = ExitStatus.of(changes.isEmpty ? 0 : 1, without: without)
    let shown = index.shownVersions(without, of: stream)
    return try invocation.answer(with: status) {
      if changes.isEmpty, invocation.shared.json, let shown {
        try invocation.printJSON(["without": shown])
      }
      for change in changes {
        if invocation.shared.json {
          try printJSON(change, without: shown)
        } else {
          try printText(change)
        }
      }
    }
  }

  private func printText(_ change: StateChange) throws {
    let arrow = invocation.shared.ascii ? "->" : "→"
    let line =
      switch change.kind {
      case .added(let new): "+ \(change.path)  \(new.text())"
      case .removed(let old): "- \(change.path)  \(old.text())"
      case .changed(let old, let new): "~ \(change.path)  \(old.text()) \(arrow) \(new.text())"
      }
    try invocation.output.line(line)
  }

  private func printJSON(_ change: StateChange, without: JSONValue?) throws {
    let (word, old, new): (String, JSONValue?, JSONValue?) =
      switch change.kind {
      case .added(let new): ("added", nil, new)
      case .removed(let old): ("removed", old, nil)
      case .changed(let old, let new): ("changed", old, new)
      }
    try invocation.printJSON([
      "path": .string(change.path.description), "change": .string(word), "old": old, "new": new,
      "without": without,
    ])
  }
}
