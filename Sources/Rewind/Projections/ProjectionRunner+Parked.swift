extension ProjectionRunner {
  /// What a retry did.
  public struct RetryResult: Hashable, Sendable {
    /// How many dead letters were taken in.
    public var replayed: Int
    /// How many are left, of those that were to be taken in.
    public var left: Int
    /// The first that failed again.
    public var fault: ProjectionFault?
  }

  /// So many dead letters are looked at together.
  private static let retryBatch = 4096

  /// Takes in the dead letters of the read model, in the order of the log; of each row until one fails again.
  ///
  /// - Parameters:
  ///   - key: only those of this row, and those of rows that share events with it; nil for all.
  ///   - report: called now and then; false stops, and what was taken in until then is kept.
  /// - Throws: ``ReadModelError``, `notBuilt` and `stale` among them; ``LogFileError``; an error with one line where a
  ///   projection's script breaks at an event.
  public func retryParked(
    key: String? = nil, report: Report = { _ in true }
  ) throws -> RetryResult {
    let lease = try store.acquireLease(of: definition.name, .live)
    return try withExtendedLifetime(lease) {
      try untilNotReplaced {
        guard let header = try current() else {
          throw ReadModelError.notBuilt(projection: definition.name)
        }
        return try retry(key: key, header, report)
      }
    }
  }

  private func retry(
    key: String?, _ header: ReadModelHeader, _ report: Report
  ) throws -> RetryResult {
    var start = EngineStart()
    start.rows = { [store, definition] in try store.states(ofKeys: $0, in: definition, .live) }
    start.isNew = false
    start.shared = try store.shared(of: definition, .live)
    start.onFault = .park
    let (engine, feed) = try engine(start)
    var retry = Retry(engine: engine, feed: feed, keys: try key.map(linkedKeys))
    let snapshot = source.snapshot()
    var meter = ProjectionMeter(position: 0)
    var looked = 0
    let total = try store.deadLetterCount(of: definition.name, .live)
    try forEachDeadLetters { letters in
      looked += letters.count
      try retry.take(letters, try snapshot.events(at: letters.map(\.position)))
      try store.write(try retry.takeChanges(), header: header, of: definition, .live)
      let progress = meter.progress(
        .folding, position: letters[letters.count - 1].position, bytesRead: looked,
        bytesLeft: max(0, total - looked), parked: 0)
      return report(progress)
    }
    let asked = key == nil ? total : retry.asked
    return RetryResult(
      replayed: retry.replayed, left: asked - retry.replayed, fault: retry.fault)
  }

  /// The keys of rows that share waiting events with a row, and with each other.
  private func linkedKeys(with key: String) throws -> Set<StreamName> {
    var linked: Set = [StreamName(key)]
    guard definition.linksRows else { return linked }
    var isGrown = true
    while isGrown {
      isGrown = false
      try forEachDeadLetters { letters in
        for letter in letters {
          let keys = Set(letter.keys.map { StreamName($0) })
          guard !keys.isDisjoint(with: linked), !keys.isSubset(of: linked) else { continue }
          linked.formUnion(keys)
          isGrown = true
        }
        return true
      }
    }
    return linked
  }

  /// Gives the dead letters of the read model, some at a time, until the body answers false.
  func forEachDeadLetters(_ body: ([DeadLetter]) throws -> Bool) throws {
    var last = 0
    while true {
      let letters = try store.deadLetters(
        of: definition.name, .live, after: last, limit: Self.retryBatch)
      guard let end = letters.last, try body(letters) else { return }
      last = end.position
    }
  }

  /// What folds single events of the log, and what hands them over.
  func engine(_ start: EngineStart) throws -> (any ProjectionEngine, EngineFeed) {
    try definition.engine(start, in: source.snapshot())
  }
}

/// A projection broke at a dead letter; those that were looked at together with it are left as they were.
struct BrokenRetryError: Error, CustomStringConvertible {
  let position: Int
  let reason: String

  /// One line.
  var description: String {
    "stopped before @\(position): \(reason); the dead letters are as they were"
  }
}

/// Dead letters that are taken in, in the order of the log, and the result.
private struct Retry {
  private let engine: any ProjectionEngine
  private var feed: EngineFeed
  /// The rows whose letters are taken in; nil for all.
  private let keys: Set<StreamName>?
  private(set) var replayed = 0
  /// How many of those looked at were to be taken in.
  private(set) var asked = 0
  private(set) var fault: ProjectionFault?
  private var changes = ReadModelChanges()

  init(engine: any ProjectionEngine, feed: EngineFeed, keys: Set<StreamName>?) {
    self.engine = engine
    self.feed = feed
    self.keys = keys
  }

  /// Takes in the next letters, whose events were read.
  mutating func take(_ letters: [DeadLetter], _ events: [StoredEvent]) throws {
    var taken: [DeadLetter] = []
    for (letter, event) in zip(letters, events) where isAsked(letter) {
      asked += 1
      if letter.keys.isEmpty {
        note(Self.fault(ofOnceDamaged: event))
        continue
      }
      taken.append(letter)
      switch event {
      case .event(let record): try feed.fold([record])
      case .damaged(let line): feed.failDamaged(letter, line.reason)
      }
    }
    try settle(taken)
  }

  private func isAsked(_ letter: DeadLetter) -> Bool {
    guard let keys else { return true }
    return letter.keys.contains { keys.contains(StreamName($0)) }
  }

  /// Sorts out which letters are taken in, and which are not.
  private mutating func settle(_ letters: [DeadLetter]) throws {
    let folded = try feed.settle()
    // What it made of the letters before is gone with it: they stay as they are, as those behind it do.
    if let stop = folded.stop {
      throw BrokenRetryError(position: stop.position, reason: stop.message)
    }
    changes.entries += folded.entries
    var left = Set(folded.waits.map(\.position))
    for failed in folded.faults {
      note(ProjectionFault(position: failed.position, cause: failed.cause, message: failed.message))
      left.insert(failed.position)
    }
    for letter in letters where !left.contains(letter.position) {
      changes.unparked.append(letter.position)
      replayed += 1
    }
    let keysOfLetters = Dictionary(
      letters.map { ($0.position, $0.keys) }, uniquingKeysWith: { first, _ in first })
    for failed in folded.faults {
      var letter = DeadLetter(failed)
      letter.keys = keysOfLetters[failed.position] ?? letter.keys
      changes.parked.append(letter)
    }
  }

  /// Remembers a fault where it is the first of the log.
  private mutating func note(_ fault: ProjectionFault) {
    if fault.position < self.fault?.position ?? .max { self.fault = fault }
  }

  /// What is to be written of the letters taken since the last time.
  mutating func takeChanges() throws -> ReadModelChanges {
    var taken = changes
    changes = ReadModelChanges()
    while true {
      let states = try engine.takeRows(ofBytes: .max)
      if states.isEmpty { break }
      taken.states += states
    }
    taken.shared = try engine.takeShared()
    return taken
  }

  /// Why a line that was damaged when it was read first cannot be taken in now.
  private static func fault(ofOnceDamaged event: StoredEvent) -> ProjectionFault {
    switch event {
    case .damaged(let line): .damaged(at: line.position, line.reason)
    case .event(let record):
      ProjectionFault(
        position: record.position, cause: .damagedLine,
        message: "the line can be read now, but what comes behind it was taken in without it; "
          + "rebuild it all")
    }
  }
}
