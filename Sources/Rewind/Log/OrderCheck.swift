/// Whether the numbers and times that a log gives go up, those of a store from 1 and one by one.
///
/// All of it is summed up, by stream where it is a stream's, and told at the end: a log whose clocks disagree, or
/// that is there twice, has as much of it as events.
struct OrderCheck {
  /// What is wrong with several events of a stream, or of the log, taken together.
  struct Sum {
    let kind: LogProblem.Kind
    /// Where it is wrong first.
    let position: Int
    /// The stream; nil for the log.
    fileprivate let stream: StreamName?
    /// What is wrong there, and behind their number what is wrong with all.
    fileprivate let first: String
    fileprivate let all: String
    fileprivate var count = 1

    var message: String {
      (stream.map { "stream \($0): " } ?? "")
        + (count == 1 ? first : "\(count) \(all); the first: \(first)")
    }
  }

  private struct Subject: Hashable {
    let kind: LogProblem.Kind
    let what: What
    /// The stream; nil for the log.
    var stream: StreamID?
  }

  /// In the order in which they are told of one event.
  private enum What: Int {
    case positions, versions, beginning, times, ids
  }

  private let index: LogIndex
  private let isStore: Bool
  /// The time after which none can be that is right.
  private let latest: Timestamp
  private var sums: [Subject: Sum] = [:]
  private var lastPosition: Int?
  /// How many damaged lines followed; each of them had a position.
  private var damagedSince = 0
  private var lastTime: Timestamp?
  private var lastTimes: [StreamID: Timestamp] = [:]
  private var lastVersions: [StreamID: Int] = [:]

  /// - Parameter now: the present; times that are more than a day later are wrong, whatever the zone.
  init(index: LogIndex, isStore: Bool, now: Timestamp) {
    self.index = index
    self.isStore = isStore
    latest = Timestamp(microseconds: now.microseconds + 86_400_000_000)
    if isStore { lastPosition = 0 }
  }

  /// What is summed up so far, in the order in which it is wrong first.
  var summedUp: [Sum] {
    sums.sorted {
      ($0.value.position, $0.key.what.rawValue, $0.value.message)
        < ($1.value.position, $1.key.what.rawValue, $1.value.message)
    }.map(\.value)
  }

  /// Notes what is wrong at a position; positions are given one after the other.
  mutating func check(_ position: Int) {
    let entry = index[position]
    guard let stream = entry.stream else {
      damagedSince += 1
      return
    }
    checkPosition(at: position)
    checkVersion(at: position, of: stream)
    if let time = entry.timestamp { check(time, at: position, of: stream) }
  }

  /// Notes that the id of the event at a position was there before.
  mutating func addRepeated(id: String, at position: Int) {
    guard let stream = index[position].stream else { return }
    sum(
      Subject(kind: .repeated, what: .ids, stream: stream), at: position,
      "the id \(id) was there before", "ids were there before")
  }

  /// Positions that other systems leave out are no gap.
  private mutating func checkPosition(at position: Int) {
    let number = index.shownPosition(position)
    let expected = (lastPosition ?? number) + damagedSince + 1
    defer { (lastPosition, damagedSince) = (number, 0) }
    guard let last = lastPosition,
      let kind = Self.kind(of: number, after: last, expected: isStore ? expected : nil)
    else { return }
    let message =
      last == 0
      ? "the log begins at position \(number)" : "position \(number) comes after position \(last)"
    sum(
      Subject(kind: kind, what: .positions), at: position, message,
      Self.words(kind, of: "positions"))
  }

  /// Another system's streams may begin at 0; what is missing before a higher one is a gap.
  private mutating func checkVersion(at position: Int, of stream: StreamID) {
    let shown = index.shownVersion(at: position)
    let known = lastVersions.updateValue(shown, forKey: stream)
    // A stream that is taken by version begins with its lowest.
    let number = known == nil ? index.shownVersion(1, of: stream) : shown
    let last = known ?? (isStore ? 0 : min(0, number - 1))
    guard let kind = Self.kind(of: number, after: last, expected: last + 1) else { return }
    guard known != nil else {
      let name = index.stream(stream).name
      return sum(
        Subject(kind: kind, what: .beginning, stream: stream), at: position,
        "stream \(name) begins at version \(number)", "")
    }
    // No version is missing where the stream is taken by version.
    if kind == .gap, index.order(of: stream) == .byVersion { return }
    sum(
      Subject(kind: kind, what: .versions, stream: stream), at: position,
      "version \(number) comes after version \(last)", Self.words(kind, of: "versions"))
  }

  /// Notes a time that is before that of the stream's event before, or of the log's, or that is to come.
  private mutating func check(_ time: Timestamp, at position: Int, of stream: StreamID) {
    let (before, beforeInStream) = (lastTime, lastTimes[stream])
    (lastTime, lastTimes[stream]) = (time, time)
    if time > latest {
      sum(
        Subject(kind: .future, what: .times), at: position, "the time \(time) is still to come",
        "times are still to come")
    }
    if let last = beforeInStream, time < last {
      sum(
        Subject(kind: .disorder, what: .times, stream: stream), at: position,
        "the time \(time) is earlier than the one before, \(last)",
        "times are earlier than the one before")
    } else if let last = before, time < last {
      sum(
        Subject(kind: .disorder, what: .times), at: position,
        "the time \(time) is earlier than the one before, \(last), of another stream",
        "times are earlier than the one before, of another stream")
    }
  }

  private mutating func sum(
    _ subject: Subject, at position: Int, _ first: @autoclosure () -> String, _ all: String
  ) {
    if sums[subject] == nil {
      // Where a stream begins is told once, and names it.
      let stream = subject.what == .beginning ? nil : subject.stream
      sums[subject] = Sum(
        kind: subject.kind, position: position, stream: stream.map { index.stream($0).name },
        first: first(), all: all)
    } else {
      sums[subject]?.count += 1
    }
  }

  /// What is wrong with several numbers.
  private static func words(_ kind: LogProblem.Kind, of numbers: String) -> String {
    switch kind {
    case .gap: "gaps between \(numbers)"
    case .repeated: "\(numbers) are the same as the one before"
    default: "\(numbers) are below the one before"
    }
  }

  /// What is wrong with a number behind another.
  ///
  /// - Parameter expected: the highest that leaves no gap; nil where gaps are usual.
  private static func kind(of number: Int, after last: Int, expected: Int?) -> LogProblem.Kind? {
    if number == last { return .repeated }
    if number < last { return .disorder }
    return number > expected ?? number ? .gap : nil
  }
}
