/// The numbers that were sent since the last flush was waited for, and what came for them.
struct ProgramExpectations {
  private enum Expectation: UInt8 { case event, keys, get, answered }

  private(set) var answers = ProgramAnswers()
  /// The number of the first one.
  private var first = 1
  private var expectations: [Expectation] = []
  /// The numbers that must be answered.
  private var asked: [Int] = []
  /// How many of `asked`, from the front, are known to be answered.
  private var answeredCount = 0
  /// The flushes that are not answered, each with how many of `asked`, and of all numbers, there are before it.
  private var flushes: [(number: Int, asked: Int, sent: Int)] = []
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

  /// A number for the next event whose keys are asked for.
  mutating func numberKeys() -> Int { numberAsked(.keys) }

  /// A number for the next `get`.
  mutating func numberGet() -> Int { numberAsked(.get) }

  private mutating func numberAsked(_ expectation: Expectation) -> Int {
    expectations.append(expectation)
    let number = first + expectations.count - 1
    asked.append(number)
    return number
  }

  /// A number for the next flush.
  mutating func numberFlush() -> Int {
    lastFlush += 1
    flushes.append((lastFlush, asked.count, first + expectations.count - 1))
    return lastFlush
  }

  /// Hands over what was answered, and begins anew.
  mutating func takeAnswers() -> ProgramAnswers {
    first += expectations.count
    expectations.removeAll(keepingCapacity: true)
    asked.removeAll(keepingCapacity: true)
    answeredCount = 0
    defer { answers = ProgramAnswers() }
    return answers
  }

  /// Takes in an answer; what is wrong with it, where something is.
  mutating func take(_ answer: ProgramAnswer) -> String? {
    switch answer {
    case .hello: "a second hello"
    case .several(let what): "\(what) at once"
    case .flush(let number): takeFlush(number)
    case .state(let number, let text):
      take(number, as: .get, "a state that was not asked for") { answers in
        answers.states[number] = text.map { .text($0) } ?? .unchanged
      }
    case .keys(let number, let text):
      take(number, as: .keys, "keys that were not asked for") { $0.keys[number] = text }
    case .error(let number, let error):
      take(number, as: .event, or: .keys, "an error of what is no event") {
        $0.errors[number] = error
      }
    }
  }

  private mutating func take(
    _ number: Int, as expected: Expectation, or other: Expectation? = nil,
    _ trouble: String,
    _ keep: (inout ProgramAnswers) -> Void
  ) -> String? {
    let index = number - first
    guard expectations.indices.contains(index) else { return "an answer to a number not sent" }
    guard expectations[index] != .answered else { return "a second answer to the same number" }
    guard expectations[index] == expected || expectations[index] == other else { return trouble }
    expectations[index] = .answered
    keep(&answers)
    return nil
  }

  private mutating func takeFlush(_ number: Int) -> String? {
    guard let flush = flushes.first, flush.number == number else {
      return "a flush that was not asked for"
    }
    while answeredCount < flush.asked {
      guard expectations[asked[answeredCount] - first] == .answered else {
        return "a flush, with states or keys unanswered that were asked for before it"
      }
      answeredCount += 1
    }
    lastDone = flushes.removeFirst().sent
    return nil
  }
}
