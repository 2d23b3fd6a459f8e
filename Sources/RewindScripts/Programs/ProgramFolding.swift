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
    var parts: Range<Int>
    /// The state behind it was asked for.
    var after: Int?
  }

  private let batch: FoldBatch
  private let lifted: [Lifted]
  private let stream: StreamName?
  private var result: FoldedBatch<ProgramState>
  private var next = 0
  private var suspects: Set<Int> = []
  private var reach: Int

  init(_ batch: FoldBatch, from state: ProgramState) throws {
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
    while next < lifted.count {
      let range = next..<min(next + reach, lifted.count)
      let sent = try send(range, of: stream, to: process)
      takeOver(try process.flush(), sent, range)
    }
    return result
  }

  private func send(
    _ range: Range<Int>, of stream: StreamName, to process: ProgramProcess
  ) throws(ProgramError) -> [Sent] {
    var sent: [Sent] = []
    sent.reserveCapacity(range.count)
    try process.begin(stream, at: result.last.text)
    for index in range {
      let isSuspect = suspects.contains(index)
      let before = isSuspect ? try process.get(stream) : nil
      var numbers = 0..<0
      var isFault = false
      switch lifted[index] {
      case .parts(let parts):
        for part in parts {
          let number = try process.fold(part)
          numbers = (numbers.isEmpty ? number : numbers.lowerBound)..<number + 1
        }
      case .fault: isFault = true
      }
      let isAsked = isSuspect || isFault || isKept(index) || index == range.upperBound - 1
      sent.append(
        Sent(before: before, parts: numbers, after: isAsked ? try process.get(stream) : nil))
    }
    try process.end(stream)
    return sent
  }

  /// Takes over what was answered, as far as it is sure.
  private mutating func takeOver(
    _ answers: ProgramAnswers, _ sent: [Sent], _ range: Range<Int>
  ) {
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
        settle(index, before, fault: Self.line(error))
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
  private static func line(_ error: String) -> String {
    error.split(whereSeparator: \.isNewline).joined(separator: " · ")
  }
}
