/// The numbers that were sent since the last flush was waited for, and what came for them.
struct ProgramExpectations {
  private enum Expectation: UInt8 { case event, get, answered }

  private(set) var answers = ProgramAnswers()
  /// The number of the first one.
  private var first = 1
  private var expectations: [Expectation] = []
  private var gets: [Int] = []
  /// How many of `gets`, from the front, are known to be answered.
  private var answeredGets = 0
  /// The flushes that are not answered, each with how many `gets` and numbers there are before it.
  private var flushes: [(number: Int, gets: Int, sent: Int)] = []
  private var lastFlush = 0
  /// The last number that stands before a flush that is answered: all up to it is done.
  private(set) var lastDone = 0

  /// Whether every flush is answered.
  var isFlushed: Bool { flushes.isEmpty }

  /// A number for the next event.
  mutating func numberEvent() -> Int {
    expectations.append(.event)
    return first + expectations.count - 1
  }

  /// A number for the next `get`.
  mutating func numberGet() -> Int {
    expectations.append(.get)
    let number = first + expectations.count - 1
    gets.append(number)
    return number
  }

  /// A number for the next flush.
  mutating func numberFlush() -> Int {
    lastFlush += 1
    flushes.append((lastFlush, gets.count, first + expectations.count - 1))
    return lastFlush
  }

  /// Hands over what was answered, and begins anew.
  mutating func takeAnswers() -> ProgramAnswers {
    first += expectations.count
    expectations.removeAll(keepingCapacity: true)
    gets.removeAll(keepingCapacity: true)
    answeredGets = 0
    defer { answers = ProgramAnswers() }
    return answers
  }

  /// Takes in an answer; what is wrong with it, where something is.
  mutating func take(_ answer: ProgramAnswer) -> String? {
    switch answer {
    case .hello: "a second hello"
    case .both: "a state and an error at once"
    case .flush(let number): takeFlush(number)
    case .state(let number, let text):
      take(number, as: .get, "a state that was not asked for") { answers in
        answers.states[number] = text.map { .text($0) } ?? .unchanged
      }
    case .error(let number, let error):
      take(number, as: .event, "an error of what is no event") { $0.errors[number] = error }
    }
  }

  private mutating func take(
    _ number: Int, as expectation: Expectation, _ trouble: String,
    _ keep: (inout ProgramAnswers) -> Void
  ) -> String? {
    let index = number - first
    guard expectations.indices.contains(index) else { return "an answer to a number not sent" }
    guard expectations[index] != .answered else { return "a second answer to the same number" }
    guard expectations[index] == expectation else { return trouble }
    expectations[index] = .answered
    keep(&answers)
    return nil
  }

  private mutating func takeFlush(_ number: Int) -> String? {
    guard let flush = flushes.first, flush.number == number else {
      return "a flush that was not asked for"
    }
    while answeredGets < flush.gets {
      guard expectations[gets[answeredGets] - first] == .answered else {
        return "a flush, with states unanswered that were asked for before it"
      }
      answeredGets += 1
    }
    lastDone = flushes.removeFirst().sent
    return nil
  }
}
