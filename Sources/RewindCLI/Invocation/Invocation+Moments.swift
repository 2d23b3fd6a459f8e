import Rewind

extension Invocation {
  /// The stream of a name.
  func stream(named name: String, in index: LogIndex) throws(Failure) -> StreamID {
    if let stream = index.streamID(named: name) { return stream }
    throw Failure(
      "no stream \(name) in this log; \(proposed.call("streams")) lists those that there are",
      status: 1)
  }

  /// The version of a stream (Rewind's own, from 0) that a moment stands for.
  func version(
    _ text: String, of stream: StreamID, in index: LogIndex
  ) throws(Failure) -> Int {
    let entry = index.stream(stream)
    let last = index.shownVersion(entry.eventCount, of: stream)
    let context = MomentContext(
      version: last, lastVersion: last, time: entry.lastTimestamp, now: .now())
    switch try moment(text, relativeTo: context) {
    case .end: return entry.eventCount
    case .version(let shown):
      if let version = index.version(shown: shown, in: stream) { return version }
      throw Failure("stream \(entry.name) has no version \(shown); its last is \(last)", status: 1)
    case .position(let shown):
      guard let position = index.position(shown: shown) else {
        throw Failure("the log has no position \(shown)", status: 1)
      }
      return index.positions(of: stream).countUpTo(position)
    case .time(let time):
      try refuseWithoutTimes(index)
      return index.version(at: time, in: stream)
    }
  }

  /// The position of the whole log (Rewind's own, from 0) that a moment stands for.
  func position(_ text: String, in index: LogIndex) throws(Failure) -> Int {
    let last = index.eventCount
    let time = last > 0 ? index[last].timestamp : nil
    let context = MomentContext(version: 0, lastVersion: 0, time: time, now: .now())
    switch try moment(text, relativeTo: context) {
    case .end: return last
    case .version:
      throw Failure(
        "a read model has no versions, so '\(text)' is no moment of it; name an @position, a time"
          + " or $")
    case .position(let shown):
      if let position = index.position(shown: shown) { return position }
      guard shown == 0 else {
        throw Failure(
          "the log has no position \(shown); its last is \(last > 0 ? index.shownPosition(last) : 0)",
          status: 1)
      }
      return 0
    case .time(let time):
      try refuseWithoutTimes(index)
      return index.position(at: time)
    }
  }

  /// The instant that `--since` or `--until` stands for.
  func time(_ text: String, option: String, in index: LogIndex) throws(Failure) -> Timestamp {
    try refuseWithoutTimes(index)
    let now = Timestamp.now()
    let context = MomentContext(version: 0, lastVersion: 0, time: now, now: now)
    guard case .time(let time) = try moment(text, relativeTo: context) else {
      throw Failure("\(option) takes a time, such as 2026-05-01T14:34, 14:34 or -1h, not '\(text)'")
    }
    return time
  }

  private func moment(_ text: String, relativeTo context: MomentContext) throws(Failure) -> Moment {
    do {
      return try Moment(parsing: text, in: zone, relativeTo: context)
    } catch {
      throw Failure("\(error)")
    }
  }

  private func refuseWithoutTimes(_ index: LogIndex) throws(Failure) {
    guard index.hasTimes || index.eventCount == 0 else {
      throw Failure("this log has no times; ask for a version or an @position")
    }
  }
}
