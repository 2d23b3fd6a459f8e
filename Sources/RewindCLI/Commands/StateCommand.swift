import Explorer
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
    invocation.noteWhatIsSaid(of: timeline, through: version, by: fold, in: snapshot)
    noteWhatIsMissing(in: state, stream, index)
    let title = Folds.title(of: fold, category: index.categoryName(index.stream(stream).category))
    let value = path.map { path in state.value.flatMap { $0[path: path] } } ?? state.value
    let event = version > 0 ? index[index.positions(of: stream)[version - 1]] : nil
    let place = StateHeading(
      stream: options.stream, version: index.shownVersion(version, of: stream),
      type: event?.type.map { index.typeName($0) }, time: event?.timestamp)
    let status = ExitStatus.of(value == nil ? 1 : 0, without: state.without)
    guard invocation.shared.json else {
      guard let value else {
        let what = path.map { "nothing at \($0)" } ?? "no state"
        throw Failure("\(place.stream) has \(what) at version \(place.version)", status: status)
      }
      return try invocation.answer(with: status) {
        try print(value, at: place, path: path, title: title)
      }
    }
    return try invocation.answer(with: status) {
      try invocation.printJSON([
        "stream": .string(place.stream), "version": JSONValue(place.version),
        "type": place.type.map { .string($0) },
        "timestamp": place.time.map { .string($0.rfc3339) }, "fold": .string(title),
        "path": path.map { .string($0.description) }, "state": value ?? .null,
        "error": state.fault.map { .string($0.description) },
        "without": index.shownVersions(state.without, of: stream),
      ])
    }
  }

  /// Says on standard error which events the fold could not apply.
  private func noteWhatIsMissing(
    in state: StateAtVersion, _ stream: StreamID, _ index: LogIndex
  ) {
    if let fault = state.fault {
      invocation.note(
        "\(options.stream): version \(index.shownVersion(state.version, of: stream)) could not be"
          + " applied: \(fault); this is the state before it")
    }
    invocation.noteOmissions(
      of: state.without.filter { $0 != state.version }, state.firstFault, "this state is",
      stream: stream, in: index)
  }

  private struct StateHeading {
    var stream: String
    /// The shown version.
    var version: Int
    /// The last event's; nil before the first.
    var type: String?
    var time: Timestamp?
  }

  private func print(
    _ value: JSONValue, at place: StateHeading, path: JSONPath?, title: String
  ) throws {
    if path != nil {
      try invocation.output.lines(value.string ?? value.text(pretty: true))
    } else {
      let parts = [place.type, place.time.map(invocation.text), title].compactMap(\.self)
      try invocation.output.line(
        "\(Format.name(place.stream)) v\(place.version) · " + parts.joined(separator: " · "))
      try invocation.output.lines(value.text(pretty: true))
    }
  }
}
