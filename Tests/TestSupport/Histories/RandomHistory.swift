public import Rewind
internal import Synchronization

/// A store put through random work, each step of it held against a ``HistoryModel``.
///
/// All follows from the seed. A failure names the seed and the steps, so that the shortest history that
/// fails is the one up to there.
public struct RandomHistory {
  /// How many steps a history has.
  public static let length = 60

  let storage: InMemoryLogStorage
  let definition = ProjectionDefinition(HistorySums())
  let readModels: any ReadModelStore
  private let seed: UInt64
  var random: SeededRandom
  var model = HistoryModel()
  /// Two stores that are open on the log, as in two processes.
  private var stores: [FileEventStore] = []
  private let clock = HistoryClock()
  /// Whether bytes stand at the log's end that are no whole append.
  private var isTorn = false
  private var steps: [String] = []

  /// A history of an empty store.
  public init(seed: UInt64, readModels: any ReadModelStore) {
    self.seed = seed
    self.readModels = readModels
    storage = InMemoryLogStorage()
    random = SeededRandom(seed: seed)
    stores = [open(), open()]
  }

  /// Runs the history to its end.
  ///
  /// - Throws: ``HistoryFailure`` where the store or what is derived from it is not as the model.
  public mutating func run() async throws {
    do {
      for step in 1...Self.length {
        try await self.step()
        try checkCounts()
        if step % 20 == 0 { try checkAll() }
      }
    } catch {
      throw HistoryFailure(
        "history \(seed), step \(steps.count): \(error)\n" + steps.joined(separator: "\n"))
    }
  }

  /// How many events the history has come to.
  public var eventCount: Int { model.events.count }

  private func open() -> FileEventStore {
    FileEventStore(
      storage: storage, name: "bank", settings: StoreSettings(sync: .never, segmentSize: 3_000),
      clock: { [clock] in clock.time })
  }

  private mutating func step() async throws {
    switch Int.random(in: 0..<27, using: &random) {
    case 0..<18:
      switch Int.random(in: 0..<9, using: &random) {
      case 0: try await append(isMet: false)
      case 1: try await repeatAppend()
      case 2: try await reuseID()
      default: try await append(isMet: true)
      }
      // Whatever came of it, the log was recovered first.
      if !model.events.isEmpty { isTorn = false }
    case 18..<20: reopen()
    case 20..<23: try tear()
    case 23..<26: try project()
    default: try rebuild()
    }
  }

  private mutating func note(_ step: String) {
    steps.append("\(steps.count + 1). \(step)")
  }
}

// MARK: - Appending

extension RandomHistory {
  private static let streams: [StreamName] = [
    "account-1", "account-2", "order-7", "Zoë-1", "alone", "a \"quoted\"-\\name",
  ]

  private mutating func append(isMet: Bool) async throws {
    let stream = Self.streams.randomElement(using: &random)!
    let expected = expectation(of: stream, isMet: isMet)
    let isLong = Int.random(in: 0..<20, using: &random) == 0
    let events = (1...(isLong ? 40 : Int.random(in: 1...4, using: &random))).map { _ in event() }
    note(
      "append \(events.count) to \(stream), expected \(expected), which \(isMet ? "is" : "is not")")
    let store = stores.randomElement(using: &random)!
    do {
      let result = try await store.append(events, to: stream, expected: expected)
      guard isMet else { throw HistoryFailure("the append went through") }
      let (version, position) = (model.lastVersion(of: stream), model.events.count)
      guard result.versions == version + 1...version + events.count, !result.isRepeat,
        result.positions == position + 1...position + events.count
      else { throw HistoryFailure("the answer is \(result)") }
      model.append(events, to: stream, at: clock.time)
    } catch StoreError.conflict(_, _, let actual) {
      guard !isMet, actual == model.lastVersion(of: stream) else {
        throw HistoryFailure("a conflict, actual \(actual)")
      }
    }
  }

  private mutating func expectation(of stream: StreamName, isMet: Bool) -> ExpectedVersion {
    let last = model.lastVersion(of: stream)
    let met: [ExpectedVersion] = [.any, .exactly(last), last == 0 ? .noStream : .streamExists]
    let unmet: [ExpectedVersion] = [.exactly(last + 1), last == 0 ? .streamExists : .noStream]
    return (isMet ? met : unmet).randomElement(using: &random)!
  }

  private mutating func event() -> NewEvent {
    let amount = Int.random(in: -500...500, using: &random)
    let data: JSONText =
      [
        "{\"amount\":\(amount)}", "{\n \"amount\" :\r\n\(amount).0, \"by\":\"Zoë \\\"Z\\\"\"}",
        "null",
        "\"{\\\"amount\\\":\(amount)}\"", "[1e400,\"\\ud83d\"]",
        "{\"amount\":\(amount),\"amount\":1}",
      ].randomElement(using: &random).flatMap { try? JSONText($0) } ?? "null"
    return NewEvent(
      type: ["AmountAdded", "Noted", "Grüße", "a \"type\""].randomElement(using: &random)!,
      data: data,
      metadata: Bool.random(using: &random) ? "{\"by\":\n\"test\"}" : nil,
      id: EventID(at: clock.time, using: &random))
  }

  /// Appends what is there already: the first answer is given again, and nothing written.
  private mutating func repeatAppend() async throws {
    guard let event = model.events.randomElement(using: &random) else { return }
    let events = model.events[event.append.lowerBound - 1...event.append.upperBound - 1]
    let first = events.first!.version
    let expected = [ExpectedVersion.any, .exactly(first - 1)].randomElement(using: &random)!
    note("repeat \(events.count) of \(event.stream) from version \(first), expected \(expected)")
    let result = try await stores.randomElement(using: &random)!.append(
      events.map(\.event), to: event.stream, expected: expected)
    guard result.isRepeat, result.positions == event.append,
      result.versions.lowerBound == first
    else { throw HistoryFailure("the answer is \(result)") }
  }

  /// Appends another event with an id that is there.
  private mutating func reuseID() async throws {
    guard let event = model.events.randomElement(using: &random) else { return }
    var other = event.event
    other.data = #"{"another":true}"#
    note("another event with the id of version \(event.version) of \(event.stream)")
    do {
      _ = try await stores.randomElement(using: &random)!.append([other], to: event.stream)
      throw HistoryFailure("the append went through")
    } catch StoreError.repeatedID(let id, let stream, let version) {
      guard id == other.id, stream == event.stream, version == event.version else {
        throw HistoryFailure("the id is that of \(stream) v\(version)")
      }
    }
  }
}

// MARK: - What befalls a store

extension RandomHistory {
  /// Opens one of the stores again, at a time that may be earlier than it was.
  private mutating func reopen() {
    clock.time.microseconds += Int64.random(in: -5_000_000...60_000_000, using: &random)
    note("reopen at \(clock.time)")
    stores[Int.random(in: 0...1, using: &random)] = open()
  }

  /// Leaves at the log's end what a crash leaves there.
  private mutating func tear() throws {
    guard let segment = storage.list().last, !isTorn else { return }
    isTorn = true
    let line = { (number: Int) in
      """
      {"position":\(number),"stream_id":"account-1","version":9,"batch":[\(number % 9 + 1),9],\
      "type":"Torn","id":"torn","timestamp":"2026-01-02T03:04:05.000000Z","data":{}}

      """
    }
    let tail = [
      String(line(9).dropLast(20)), "nonsense", "\u{0}\u{0}\u{0}", line(9), line(9) + line(10),
      line(9) + line(10).dropLast(9),
    ].randomElement(using: &random)!
    note("leave \(tail.utf8.count) bytes at the end")
    try storage.append(Array(tail.utf8), to: segment.name)
  }
}

/// The time that a history's stores are told.
private final class HistoryClock: Sendable {
  private let now = Mutex(Timestamp(microseconds: 1_767_322_984_000_000))

  var time: Timestamp {
    get { now.withLock { $0 } }
    set { now.withLock { $0 = newValue } }
  }
}

/// How a history went wrong.
public struct HistoryFailure: Error, CustomStringConvertible {
  /// What is wrong, and the steps that led there.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
