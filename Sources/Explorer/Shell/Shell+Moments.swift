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

  /// Says what is to be known of where a time leads: that no event is as early, or as late, and what the state there has
  /// that happened after it, where times run backwards.
  ///
  /// - Parameter stream: the stream whose state it is; nil for the whole log's.
  mutating func sayHowTimeWasTaken(_ moment: Moment, in stream: StreamID?) {
    guard case .time(let time) = moment else { return }
    if let end = whereTimeIsBeyond(time, in: stream) { say(end) }
    let zone = options.display.zone
    let remark =
      stream.map { index.remark(onStateOf: $0, at: time, in: zone) }
      ?? index.remark(onLogAt: time, in: zone)
    if let remark { say(remark) }
  }

  /// Says that steps such as `+99` ended before so many were taken.
  ///
  /// - Parameter context: where they began.
  mutating func sayWhereStepsEnded(_ text: String, from context: MomentContext?) {
    guard let context, let sign = text.first, "+-".contains(sign), let steps = Int(text) else {
      return
    }
    let (target, overflow) = context.version.addingReportingOverflow(steps)
    let isReached = (context.firstVersion...max(context.firstVersion, context.lastVersion))
      .contains(target)
    if overflow || !isReached {
      say("\(text) is more than there are: this is the \(sign == "-" ? "first" : "last")")
    }
  }

  /// Which end of the log, or of a stream, was gone to for a time that lies beyond it; nil for a time within.
  private func whereTimeIsBeyond(_ time: Timestamp, in stream: StreamID?) -> String? {
    let times = stream.map { index.times(of: index.positions(of: $0)) } ?? index.times
    guard let times, !times.contains(time) else { return nil }
    let zone = options.display.zone
    let isBefore = time < times.lowerBound
    let place = isBefore ? "before the first event" : "after the last event"
    let end = Format.time(isBefore ? times.lowerBound : times.upperBound, .second, in: zone)
    let soFar = isBefore || knowledge.indexed == nil ? "" : " read so far"
    return "\(Format.time(time, .second, in: zone)) is \(place)\(soFar), of \(end)"
  }

  /// The moment that a text stands for in a room.
  func moment(_ text: String, in room: any Room) throws(ParsingError) -> Moment {
    try Moment(
      parsing: text, in: options.display.zone, relativeTo: room.momentContext(in: self),
      among: room.times(in: self))
  }

  /// Whether the log's events are of more than one year, so that a day does not say which.
  var areYearsSeveral: Bool {
    guard let times = index.times else { return false }
    let zone = options.display.zone
    return times.lowerBound.calendar(in: zone).year != times.upperBound.calendar(in: zone).year
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
