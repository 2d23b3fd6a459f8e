import Rewind

/// `rewind append STREAM TYPE`: one event.
struct AppendCommand {
  let invocation: Invocation
  let options: Command.Append

  func run() throws -> Int32 {
    let data = try options.data.map { text throws(Failure) in
      try json(text == "-" ? FileText.read("-") : text, of: "--data")
    }
    let metadata = try options.metadata.map { text throws(Failure) in
      try json(text, of: "--metadata")
    }
    let event = NewEvent(
      type: options.type, data: data ?? "{}", metadata: metadata, id: options.id ?? EventID())
    let store = try FileEventStore(at: try invocation.storePath())
    invocation.indexes.add(store.log)
    let stream = StreamName(options.stream)
    let expected = options.expected
    Interruption.waitForSafePlaces()
    let result = try waitFor(isCancellable: true) {
      let result = try await store.append([event], to: stream, expected: expected)
      // The process ends now: a sync that the store's settings put off would not come.
      try await store.sync()
      return result
    }
    invocation.confirm("the event is appended") { () throws(OutputError) in
      try invocation.print(result, of: stream)
    }
    return 0
  }

  private func json(_ text: String, of option: String) throws(Failure) -> JSONText {
    do {
      return try JSONText(text)
    } catch {
      throw Failure(
        "\(option) is no JSON: \(error); a text needs quotes of its own, as in '\"text\"'")
    }
  }
}

extension Invocation {
  /// Says where an append has put its events.
  func print(_ result: AppendResult, of stream: StreamName) throws(OutputError) {
    if shared.json {
      try printJSON([
        "stream": .string(stream.rawValue),
        "first_version": JSONValue(result.versions.lowerBound),
        "version": JSONValue(result.versions.upperBound),
        "first_position": JSONValue(result.positions.lowerBound),
        "position": JSONValue(result.positions.upperBound),
        "repeated": .bool(result.isRepeat),
      ])
    } else {
      let note = result.isRepeat ? "  (was there already)" : ""
      try output.line(
        "\(stream) v\(Self.text(result.versions))  @\(Self.text(result.positions))\(note)")
    }
  }

  private static func text(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
  }
}
