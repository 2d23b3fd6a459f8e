import ExplorerRuntime
import Rewind

/// `rewind append --from`: events of JSON lines; each run of one stream's lines is one append.
struct AppendManyCommand {
  private static let appendLimit = 10_000
  private static let idleMilliseconds = 100
  /// What an error leaves.
  private static let place = "the lines before it are appended, nothing behind it is"

  let invocation: Invocation
  let file: String

  func run() throws -> Int32 {
    let store = try FileEventStore(at: try invocation.storePath())
    let reader = try LineReader(file)
    Interruption.waitForSafePlaces()
    var run = Run()
    while !Interruption.isRequested {
      switch try reader.next(idleMilliseconds: run.events.isEmpty ? -1 : Self.idleMilliseconds) {
      case .line(let bytes, let number):
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
        let (stream, event) = try parsed(bytes, number, before: &run, store)
        if stream != run.stream || run.events.count == Self.appendLimit {
          try append(&run, to: store)
        }
        if run.events.isEmpty { run = Run(stream: stream, firstLine: number) }
        run.events.append(event)
      case .idle: try append(&run, to: store)
      case .end:
        try append(&run, to: store)
        return Interruption.isRequested ? Interruption.exitStatus : 0
      }
    }
    return Interruption.exitStatus
  }

  /// Lines of one stream that belong together.
  private struct Run {
    var stream: StreamName = ""
    var firstLine = 0
    var events: [NewEvent] = []
  }

  /// Reads a line; where it is none, what came before it is appended first.
  private func parsed(
    _ bytes: [UInt8], _ number: Int, before run: inout Run, _ store: FileEventStore
  ) throws -> (StreamName, NewEvent) {
    do throws(EventLineError) {
      return try EventLine.parse(bytes)
    } catch {
      try append(&run, to: store)
      throw Failure("\(name):\(number): \(error.reason); \(Self.place)")
    }
  }

  private func append(_ run: inout Run, to store: FileEventStore) throws {
    guard !run.events.isEmpty else { return }
    let (stream, events) = (run.stream, run.events)
    do {
      let result = try waitFor(isCancellable: true) {
        let result = try await store.append(events, to: stream)
        try await store.sync()
        return result
      }
      invocation.confirm("the events are appended, and so are those that follow") {
        () throws(OutputError) in try invocation.print(result, of: stream)
      }
    } catch StoreError.cancelled {
      throw StoreError.cancelled
    } catch let error as StoreError {
      throw Failure(
        "\(name):\(run.firstLine): \(invocation.proposed.line(of: error)); \(Self.place)",
        status: ExitStatus.of(error))
    }
    run = Run()
  }

  private var name: String { file == "-" ? "standard input" : file }
}

/// Why a line is no event to append.
struct EventLineError: Error {
  let reason: String
}

/// A line of `append --from`: `{stream_id,type,data,metadata?,id?}`; the other keys of Rewind's own lines
/// may be there, and are given anew.
enum EventLine {
  private static let keys: Set = [
    "position", "stream_id", "version", "batch", "type", "id", "timestamp", "data", "metadata",
  ]

  static func parse(_ bytes: [UInt8]) throws(EventLineError) -> (StreamName, NewEvent) {
    let line: JSONText
    do {
      line = try JSONText(validating: bytes)
    } catch {
      throw EventLineError(reason: "no JSON: \(error)")
    }
    if case .object(let members) = line.value,
      let key = members.keys.first(where: { !keys.contains($0) })
    {
      throw EventLineError(
        reason:
          "the key \(JSONValue.string(key).text()) is not known; what is no part of the envelope "
          + "goes into data or metadata")
    }
    let stream = try name(line["stream_id"], "stream_id, which names the stream")
    let type = try name(line["type"], "type, which says what happened")
    var event = NewEvent(type: type, data: line["data"] ?? "{}")
    if let metadata = line["metadata"], !metadata.isNull { event.metadata = metadata }
    if let id = line["id"], !id.isNull {
      guard let text = id.string, let id = EventID(text) else {
        throw EventLineError(reason: "the id is no UUID; leave it out, and the event gets one")
      }
      event.id = id
    }
    return (StreamName(stream), event)
  }

  private static func name(
    _ text: JSONText?, _ place: String
  ) throws(EventLineError) -> String {
    guard let text, let name = text.string else {
      throw EventLineError(reason: "no text at \(place)")
    }
    // Half a pair of surrogates is no character: names that differ in it alone would be one.
    if name.unicodeScalars.contains("\u{FFFD}"), text.description.lowercased().contains("\\ud") {
      throw EventLineError(reason: "half a surrogate pair at \(place)")
    }
    return name
  }
}
