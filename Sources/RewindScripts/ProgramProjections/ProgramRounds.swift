internal import Rewind

/// How events are handed to a program, round by round, and how it goes on where one of them fails or breaks it.
///
/// All are tried at once. Where one cannot be folded, those before it are sent again without it. Where the program
/// breaks, each is tried by itself; one that breaks it there, and once more in a process that has done nothing else,
/// is to blame.
///
/// Invariant: what came of the events before `next` is known. Each round moves `next`, makes the following round
/// smaller, or has a single event tried once more.
struct ProgramRounds {
  /// So many events are sent at first behind one that failed.
  private static let cautiousReach = 16

  /// Events of which one was at work when the program broke, and how it broke.
  struct Doubt {
    let events: Range<Int>
    let error: ProgramError
  }

  private(set) var next = 0
  private let count: Int
  private var reach: Int
  private var doubt: Doubt?
  /// Whether the next event broke the program when it was tried by itself.
  private(set) var isLastTry = false

  init(count: Int) {
    self.count = count
    reach = max(1, count)
  }

  /// The events of the next round; nil where none is left.
  var range: Range<Int>? { next < count ? next..<min(next + reach, count) : nil }

  /// Whether events are tried one by one, since one of them broke the program.
  var isInDoubt: Bool { doubt != nil }

  /// Notes that it is known what came of the events before an end.
  ///
  /// - Returns: the events in doubt, where all of them are through and none broke the program by itself.
  mutating func finish(before end: Int) -> Doubt? {
    if doubt == nil { reach = min(count, 2 * reach) }
    return advance(to: end)
  }

  /// Notes that the next event failed, and is known to.
  ///
  /// - Returns: as ``finish(before:)``.
  mutating func fail() -> Doubt? {
    if doubt == nil { reach = Self.cautiousReach }
    return advance(to: next + 1)
  }

  /// Has only the events before one tried, which failed.
  mutating func retreat(before index: Int) { reach = index - next }

  /// Notes that the program broke while it was at events.
  ///
  /// - Returns: whether the next event is to blame, which is done with then.
  mutating func breakUp(at events: Range<Int>, _ error: ProgramError) -> Bool {
    guard events.count == 1, isLastTry else {
      isLastTry = events.count == 1
      doubt = doubt ?? Doubt(events: events, error: error)
      reach = 1
      return false
    }
    (doubt, isLastTry, reach) = (nil, false, Self.cautiousReach)
    next += 1
    return true
  }

  private mutating func advance(to end: Int) -> Doubt? {
    next = end
    isLastTry = false
    guard let doubt, next >= doubt.events.upperBound else { return nil }
    (self.doubt, reach) = (nil, Self.cautiousReach)
    return doubt
  }
}
