internal import Rewind

/// Folds one batch in a program.
///
/// The program folds the events ahead, and says afterwards which it could not. What it made of its state by
/// then is not known: so events that failed are sent again, with the state asked for before and behind
/// each. Where both are the same, what follows is right; where they differ, it begins again behind the event,
/// at the state before it.
///
/// Invariant: `result` holds what is known of the events before `next`, and `result.last` is the state
/// there. Each round moves `next`, or makes one more event suspect.
struct ProgramFolding {
  /// After a program had to begin again, so many events are sent at first.
  private static let cautiousReach = 16

  /// What is sent of a stored event.
  private enum Lifted {
    case parts([EventRecord])
    case fault(String)
  }

  /// The numbers that an event was sent with.
  private struct Sent {
    /// The state before it was asked for.
    var before: Int?
    /// Its parts.
    private(set) var parts = 0..<0
    /// The state behind it was asked for.
    var after: Int?

    init(before: Int?) {
      self.before = before
    }

    mutating func add(_ part: Int) {
      parts = (parts.isEmpty ? part : parts.lowerBound)..<part + 1
    }

    /// The last of them; 0 where there is none.
    var last: Int { after ?? (parts.isEmpty ? before ?? 0 : parts.upperBound - 1) }
  }

  /// What its faults call the program.
  private let name: String
  private let batch: FoldBatch
  private let lifted: [Lifted]
  private let stream: StreamName?
  private var result: FoldedBatch<ProgramState>
  private var next = 0
  private var suspects: Set<Int> = []
  private var reach: Int
  /// Of the round that is being sent: the numbers of each event, from `next` on.
  private var sent: [Sent] = []
  /// How many events of the round the program is known to be done with.
  private var doneCount = 0

  /// - Parameter name: what faults call the program.
  init(_ batch: FoldBatch, by name: String, from state: ProgramState) throws {
    self.name = name
    self.batch = batch
    let lifted = try batch.lifted
    self.lifted = batch.events.indices.map { Self.sent(batch.events[$0], lifted?[$0]) }
    stream = batch.events.lazy.compactMap(\.record).first?.stream
    result = FoldedBatch(from: state)
    reach = batch.events.count
  }

  private static func sent(
    _ event: StoredEvent, _ lifted: Result<[EventRecord], UpcastError>?
  ) -> Lifted {
    switch (event, lifted) {
    case (.damaged(let line), _): .fault(line.reason)
    case (.event(let event), nil): .parts([event])
    case (_, .success(let parts)?): .parts(parts)
    case (_, .failure(let error)?): .fault("\(error)")
    }
  }

  /// Whether there is anything to be folded.
  var needsProgram: Bool {
    lifted.contains { if case .parts(let parts) = $0 { !parts.isEmpty } else { false } }
  }

  /// The result where there is nothing to be folded.
  mutating func withoutProgram() -> FoldedBatch<ProgramState> {
    for (index, event) in lifted.enumerated() {
      if case .fault(let fault) = event {
        settle(index, result.last, fault: fault)
      } else {
        settle(index, result.last)
      }
    }
    return result
  }

  /// Folds all events.
  mutating func run(in process: ProgramProcess) throws(ProgramError) -> FoldedBatch<ProgramState> {
    guard let stream else { return withoutProgram() }
    do {
      while next < lifted.count {
        let range = next..<min(next + reach, lifted.count)
        try send(range, of: stream, to: process)
        takeOver(try process.flush(), range)
      }
      return result
    } catch {
      doneCount = sent.prefix { $0.last <= process.lastDone }.count
      throw error
    }
  }

  private mutating func send(
    _ range: Range<Int>, of stream: StreamName, to process: ProgramProcess
  ) throws(ProgramError) {
    sent.removeAll(keepingCapacity: true)
    sent.reserveCapacity(range.count)
    try process.begin(stream, at: result.last.text)
    for index in range {
      let isSuspect = suspects.contains(index)
      sent.append(Sent(before: isSuspect ? try process.get(stream) : nil))
      var isFault = false
      switch lifted[index] {
      case .parts(let parts): for part in parts { sent[index - next].add(try process.fold(part)) }
      case .fault: isFault = true
      }
      let isAsked = isSuspect || isFault || isKept(index) || index == range.upperBound - 1
      if isAsked { sent[index - next].after = try process.get(stream) }
    }
    try process.end(stream)
  }

  /// Takes over what was answered, as far as it is sure.
  private mutating func takeOver(_ answers: ProgramAnswers, _ range: Range<Int>) {
    var state = result.last
    func take(_ number: Int) {
      if case .text(let text)? = answers.states[number] { state = ProgramState(text: text) }
    }
    func error(of sent: Sent) -> String? {
      answers.errors.isEmpty ? nil : sent.parts.lazy.compactMap { answers.errors[$0] }.first
    }
    for (index, sent) in zip(range, sent) {
      if let before = sent.before { take(before) }
      let before = state
      let error = error(of: sent)
      if error != nil, sent.before == nil {
        suspects.insert(index)
        break
      }
      if let after = sent.after { take(after) }
      if let error {
        settle(index, before, fault: "\(name): \(Self.line(error))")
        if state != before {
          reach = Self.cautiousReach
          return
        }
      } else if case .fault(let fault) = lifted[index] {
        settle(index, state, fault: fault)
      } else if sent.after != nil {
        settle(index, state)
      }
    }
    if answers.errors.isEmpty { reach *= 2 }
    for (index, sent) in zip(range, sent) where error(of: sent) != nil { suspects.insert(index) }
  }

  /// Notes what is known behind an event, and of all events before it.
  private mutating func settle(_ index: Int, _ state: ProgramState, fault: String? = nil) {
    next = index + 1
    result.last = state
    if isKept(index) { result.kept.append(state) }
    if let fault {
      result.faults.append(FoldFault(version: batch.firstVersion + index, description: fault))
    }
  }

  private func isKept(_ index: Int) -> Bool {
    (batch.firstVersion + index) % batch.interval == 0
  }

  /// An error on one line.
  static func line(_ error: String) -> String {
    error.split(whereSeparator: \.isNewline).joined(separator: " · ")
  }
}

// MARK: - Where a program breaks

extension ProgramFolding {
  /// The events of which one was at work when the program broke.
  var doubt: Range<Int> { next + doneCount..<next + sent.count }

  /// Sends the events again, those of ``doubt`` one at a time.
  ///
  /// - Parameter patience: how long the program may leave one of them without an answer.
  /// - Returns: the event at which it breaks again; nil where it does not.
  /// - Throws: where it breaks before all of them.
  func breaking(
    in process: ProgramProcess, patience: Duration
  ) throws(ProgramError) -> Int? {
    guard let stream else { return nil }
    try process.begin(stream, at: result.last.text)
    for index in next..<doubt.lowerBound { try fold(index, in: process) }
    _ = try process.flush()
    for index in doubt {
      do {
        try fold(index, in: process)
        if sent[index - next].after != nil { _ = try process.get(stream) }
        _ = try process.flush(within: patience)
      } catch {
        return index
      }
    }
    return nil
  }

  private func fold(_ index: Int, in process: ProgramProcess) throws(ProgramError) {
    guard case .parts(let parts) = lifted[index] else { return }
    for part in parts { _ = try process.fold(part) }
  }

  /// What an event is called, or several of which it is one; nil for none.
  func name(of events: Range<Int>) -> String? {
    let records = events.compactMap { batch.events[$0].record }
    guard let first = records.first, let last = records.last else { return nil }
    guard events.count > 1 else { return first.placeText }
    return "one of versions \(first.shownVersion) to \(last.shownVersion) of \(first.stream)"
  }
}
