import Rewind

/// Why a moment cannot be gone to, in a line.
struct NavigationError: Error {
  let text: String

  static let noTimes = NavigationError(text: "this log has no times")
}

/// Moments and places of the log, and what they are called.
extension Shell {
  /// The present, for relative moments.
  var now: Timestamp { knowledge.now ?? Timestamp(microseconds: 0) }

  /// A position as the log itself counts; Rewind's own number where the index does not hold it,
  /// because others know of it already, or because it was in another log.
  func shownPosition(_ position: Int) -> Int {
    isInLog(position) ? index.shownPosition(position) : position
  }

  /// Whether the index holds a position.
  func isInLog(_ position: Int) -> Bool { position > 0 && position <= index.eventCount }

  /// The time of the event at a position; nil where there is none.
  func time(at position: Int) -> Timestamp? {
    isInLog(position) ? index[position].timestamp : nil
  }

  /// The position of a version; nil before the first event.
  func position(of version: Int, in stream: StreamID) -> Int? {
    let positions = index.positions(of: stream)
    return (1...max(1, positions.count)).contains(version) && !positions.isEmpty
      ? positions[version - 1] : nil
  }

  /// The version of a stream at a moment; nil is the last one.
  func version(at moment: Moment, of id: StreamID) -> Result<Int?, NavigationError> {
    let last = index.positions(of: id).count
    switch moment {
    case .end: return .success(last)
    case .time(let time):
      guard index.hasTimes else { return .failure(.noTimes) }
      return .success(index.version(at: time, in: id))
    case .version(let number):
      if let version = index.version(shown: number, in: id) { return .success(version) }
      let end = index.shownVersion(last, of: id)
      return .failure(
        NavigationError(text: "no version \(number): the stream ends at v\(end)"))
    case .position(let number):
      guard let position = index.position(shown: number) else {
        return .failure(noPosition(number))
      }
      guard index[position].stream == id else {
        return .failure(NavigationError(text: "the event at @\(number) is of another stream"))
      }
      return .success(index.version(of: position))
    }
  }

  /// The position at a moment; a plain number is a position here.
  func position(at moment: Moment) -> Result<Int, NavigationError> {
    switch moment {
    case .end: return .success(index.eventCount)
    case .time(let time):
      guard index.hasTimes else { return .failure(.noTimes) }
      return .success(max(min(1, index.eventCount), index.position(at: time)))
    case .version(let number), .position(let number):
      guard let position = index.position(shown: number) else {
        return .failure(noPosition(number))
      }
      return .success(position)
    }
  }

  private func noPosition(_ number: Int) -> NavigationError {
    let last = shownPosition(index.eventCount)
    return NavigationError(text: "no position \(number): the log ends at @\(last)")
  }

  // MARK: What they are called

  /// How a position is named: `@12,345`.
  func positionLabel(_ position: Int) -> String {
    "@" + Format.grouped(shownPosition(position))
  }

  /// How a version is named: `v4`.
  func versionLabel(_ version: Int, of stream: StreamID) -> String {
    "v\(Format.grouped(index.shownVersion(version, of: stream)))"
  }

  /// What the palette calls a moment of the log; a plain number is a position.
  func name(of moment: Moment, end: String) -> String {
    switch moment {
    case .version(let number), .position(let number): "position \(number)"
    case .time(let time): Format.moment(time, in: options.display.zone)
    case .end: end
    }
  }

  /// What is said where a search finds nothing.
  func notFound(_ sought: Find.Sought, _ direction: Find.Direction) -> String {
    let further = direction == .forward ? "further on" : "before"
    return switch sought {
    case .text(let pattern):
      (pattern.isInverted
        ? "all \(further) contain \(pattern.text)" : "\(pattern.text): not found \(further)")
        + separator + (direction == .forward ? "N looks back" : "n looks further on")
    case .type: "no event of this type \(further)"
    case .id(let id): "no event has the id \(id)"
    case .change(let path): "\(path) does not change \(further)"
    case .fault: "nothing damaged or throwing \(further)"
    }
  }
}
