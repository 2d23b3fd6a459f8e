import Rewind

/// `rewind state`: the state of a stream at a moment.
struct StateCommand {
  let invocation: Invocation
  let options: Command.State

  func run() throws -> Int32 {
    let snapshot = try invocation.openLog().snapshot()
    let index = snapshot.index
    let stream = try invocation.stream(named: options.stream, in: index)
    let version = try invocation.version(options.moment ?? "$", of: stream, in: index)
    let path = try options.path.map { text throws in try JSONPath(parsing: text) }
    let fold = try Folds.fold(of: stream, in: index, invocation)
    var timeline = Timeline(of: stream, in: snapshot, fold: fold)
    let state = try timeline.state(at: version)
    try noteWhatIsSaid(of: state, stream, index, &timeline, by: fold.name)
    let title = Folds.title(of: fold, category: index.categoryName(index.stream(stream).category))
    let value = path.map { path in state.value.flatMap { $0[path: path] } } ?? state.value
    let place = StateHeading(
      stream: options.stream, version: index.shownVersion(version, of: stream),
      time: version > 0 ? index[index.positions(of: stream)[version - 1]].timestamp : nil)
    guard invocation.shared.json else {
      return try invocation.answer(with: ExitStatus.ofAnswer(without: state.without)) {
        try print(value, at: place, path: path, title: title)
      }
    }
    let status = value == nil ? 1 : ExitStatus.ofAnswer(without: state.without)
    return try invocation.answer(with: status) {
      try invocation.printJSON([
        "stream": .string(place.stream), "version": JSONValue(place.version),
        "timestamp": place.time.map { .string($0.rfc3339) }, "fold": .string(title),
        "path": path.map { .string($0.description) }, "state": value ?? .null,
        "error": state.fault.map { .string($0.description) },
        "without": state.without.isEmpty
          ? nil : .array(state.without.map { JSONValue(index.shownVersion($0, of: stream)) }),
      ])
    }
  }

  private static let noteLimit = 1_000

  /// Says on standard error what the fold said on the way, and which events it could not apply.
  private func noteWhatIsSaid(
    of state: StateAtVersion, _ stream: StreamID, _ index: LogIndex, _ timeline: inout Timeline,
    by fold: String
  ) throws {
    let notes = timeline.notes(through: state.version)
    if notes.count > Self.noteLimit {
      invocation.note("\(counted(notes.count - Self.noteLimit, "earlier line")) left out", by: fold)
    }
    for note in notes.suffix(Self.noteLimit) {
      for line in note.text.split(separator: "\n", omittingEmptySubsequences: false) {
        // A warning names its file and line itself.
        invocation.note(String(line), by: note.kind == .log ? fold : "rewind")
      }
    }
    if let fault = state.fault {
      invocation.note(
        "\(options.stream): version \(index.shownVersion(state.version, of: stream)) could not be"
          + " applied: \(fault); this is the state before it")
    }
    try invocation.noteOmissions(
      of: state.without.filter { $0 != state.version }, "this state is", stream: stream, in: index,
      timeline: &timeline)
  }

  private struct StateHeading {
    var stream: String
    /// The shown version.
    var version: Int
    var time: Timestamp?
  }

  private func print(
    _ value: JSONValue?, at place: StateHeading, path: JSONPath?, title: String
  ) throws {
    guard let value else {
      let what = path.map { "nothing at \($0)" } ?? "no state"
      throw Failure("\(place.stream) has \(what) at version \(place.version)", status: 1)
    }
    if path != nil {
      try invocation.output.lines(value.string ?? value.text(pretty: true))
    } else {
      let time = place.time.map { " · " + invocation.text(of: $0) } ?? ""
      try invocation.output.line("\(place.stream) v\(place.version)\(time) · \(title)")
      try invocation.output.lines(value.text(pretty: true))
    }
  }
}
