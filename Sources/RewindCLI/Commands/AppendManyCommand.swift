import ExplorerRuntime
import Rewind

/// `rewind append --from`: events of JSON lines; each run of one stream's lines is one append.
struct AppendManyCommand {
  private static let appendLimit = 10_000
  private static let idleMilliseconds = 100
  let invocation: Invocation
  let file: String

  func run() throws -> Int32 {
    let store = try FileEventStore(at: try invocation.storePath())
    invocation.indexes.add(store.log)
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
      throw Failure("\(name):\(number): \(error.reason); \(Self.rest(from: number))")
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
        "\(name):\(run.firstLine): \(invocation.proposed.line(of: error)); "
          + Self.rest(from: run.firstLine),
        status: ExitStatus.of(error))
    }
    run = Run()
  }

  /// What an error at a line leaves, and how to go on without appending anything twice.
  private static func rest(from line: Int) -> String {
    line == 1
      ? "nothing is appended"
      : "the lines before it are appended, nothing behind it is; call again from line \(line) on, "
        + "those before it would come twice"
  }

  private var name: String { file == "-" ? "standard input" : file }
}
