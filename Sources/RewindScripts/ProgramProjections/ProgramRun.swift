internal import Rewind

/// What is to be made of the events of a round, and what the program is asked for it.
struct ProgramRun {
  /// What becomes of an event.
  enum Way: Equatable {
    case fold
    case pass(PassedReason)
    /// It waits behind one of its rows that failed.
    case wait
    /// Its keys cannot be told.
    case fail(String)
  }

  /// A state that is asked for.
  private typealias Asked = (key: StreamName, number: Int)

  /// The events that it is about: those of the round, or the first of them.
  private(set) var events: ArraySlice<ProjectedEvent>
  private(set) var ways: [Way] = []
  /// The numbers by which each event is folded, and by which rows are asked for behind it.
  private var sent: [(folds: [Int], states: [Asked])] = []
  /// By which each row is asked for behind the last event.
  private var lastStates: [Asked] = []

  /// - Parameter parked: the rows of which an event failed, so that their later ones wait.
  init(_ events: ArraySlice<ProjectedEvent>, parked: Set<StreamName>) {
    self.events = events
    var parked = parked
    for event in events {
      if let failure = event.failure {
        // What becomes of events behind it depends on it.
        if ways.isEmpty { ways.append(.fail(failure)) }
        break
      }
      let keys = (event.keys ?? []).map { StreamName($0) }
      if let reason = event.passed {
        ways.append(.pass(reason))
      } else if !parked.isDisjoint(with: keys) {
        // What goes to one of its rows would overtake it.
        parked.formUnion(keys)
        ways.append(.wait)
      } else {
        ways.append(.fold)
      }
    }
    self.events = events.prefix(ways.count)
  }

  /// Whether the program is needed.
  var isToBeSent: Bool { ways.contains(.fold) }

  /// Sends what is to be folded.
  ///
  /// - Parameters:
  ///   - told: the rows that are asked for behind each of their events; nil for all.
  ///   - rows: where the rows begin.
  mutating func send(
    told: Set<StreamName>?, from rows: ProgramRows, to process: ProgramProcess
  ) throws(ProgramError) {
    var begun: [StreamName] = []
    var known: Set<StreamName> = []
    for (event, way) in zip(events, ways) {
      guard way == .fold else {
        sent.append(([], []))
        continue
      }
      let keys = (event.keys ?? []).map { StreamName($0) }
      for key in keys where known.insert(key).inserted {
        try process.begin(key, at: rows.state(of: key) ?? "null")
        begun.append(key)
      }
      var numbers: (folds: [Int], states: [Asked]) = ([], [])
      for part in event.parts {
        for key in part.keys {
          numbers.folds.append(try process.fold(part.event, into: StreamName(key)))
        }
      }
      for key in keys where told?.contains(key) != false {
        numbers.states.append((key, try process.get(key)))
      }
      sent.append(numbers)
    }
    for key in begun { lastStates.append((key, try process.get(key))) }
    for key in begun { try process.end(key) }
  }

  /// The number of the first event that could not be folded, among all, and why.
  func firstError(in answers: ProgramAnswers) -> (index: Int, error: String)? {
    guard !answers.errors.isEmpty else { return nil }
    for (index, numbers) in zip(events.indices, sent) {
      if let error = numbers.folds.lazy.compactMap({ answers.errors[$0] }).first {
        return (index, error)
      }
    }
    return nil
  }

  /// Takes the rows over that events left, where none failed.
  ///
  /// - Returns: what each left in the rows that were asked for behind it.
  func take(_ answers: ProgramAnswers, into rows: inout ProgramRows) -> [FoldedEvents.Step] {
    var states: [StreamName: JSONText] = [:]
    var positions: [StreamName: Int] = [:]
    var steps: [FoldedEvents.Step] = []
    func take(_ asked: Asked, _ rows: ProgramRows) -> JSONText? {
      // Languages differ in the spaces that they write, by which rows would seem to differ.
      if case .text(let text)? = answers.states[asked.number] {
        states[asked.key] = text.compact()
      }
      return states[asked.key].map { $0.isNull ? nil : $0 } ?? rows.state(of: asked.key)
    }
    for (event, numbers) in zip(events, sent) {
      for part in event.parts where !numbers.folds.isEmpty {
        for key in part.keys { positions[StreamName(key)] = event.position }
      }
      for asked in numbers.states {
        let row = ProgramRows.values(take(asked, rows), at: event.position)
        steps.append(.init(position: event.position, key: asked.key.rawValue, row: row))
      }
    }
    for asked in lastStates {
      rows.set(asked.key, take(asked, rows), at: positions[asked.key] ?? 0)
    }
    return steps
  }
}
