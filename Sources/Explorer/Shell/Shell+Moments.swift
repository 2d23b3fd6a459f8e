import Rewind

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

  /// The version of a stream at a moment.
  func version(at moment: Moment, of id: StreamID) throws(NavigationError) -> Int {
    do {
      return try index.version(at: moment, of: id)
    } catch {
      throw NavigationError(error)
    }
  }

  /// The position of the event to go to for a moment; a plain number is a position here.
  func position(at moment: Moment) throws(NavigationError) -> Int {
    do throws(NoSuchMomentError) {
      var moment = moment
      if case .version(let number) = moment { moment = .position(number) }
      let position = try index.position(at: moment)
      if case .position(let number) = moment, position == 0 {
        // There is no event to go to before the first.
        throw .noPosition(number, last: shownPosition(index.eventCount))
      }
      return max(min(1, index.eventCount), position)
    } catch {
      throw NavigationError(error)
    }
  }

  /// Says what the state at a time has that happened after it, where times run backwards.
  ///
  /// - Parameter stream: the stream whose state it is; nil for the whole log's.
  mutating func sayWhatIsLater(than moment: Moment, in stream: StreamID?) {
    guard case .time(let time) = moment else { return }
    let zone = options.display.zone
    let remark =
      stream.map { index.remark(onStateOf: $0, at: time, in: zone) }
      ?? index.remark(onLogAt: time, in: zone)
    if let remark { say(remark) }
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
    case .text(let pattern), .mention(let pattern, _):
      (pattern.isInverted
        ? "all \(further) contain \(pattern.text)" : "\(pattern.text): not found \(further)")
        + separator + (direction == .forward ? "N looks back" : "n looks further on")
    case .type: "no event of this type \(further)"
    case .id(let id), .carrier(let id): "no event has the id \(id)"
    case .change(let path): "\(path) does not change \(further)"
    case .fault: "nothing damaged or throwing \(further)"
    }
  }
}
