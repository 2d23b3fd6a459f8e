import Explorer
import Rewind

extension Invocation {
  /// The stream of a name.
  func stream(named name: String, in index: LogIndex) throws(Failure) -> StreamID {
    if let stream = index.streamID(named: name) { return stream }
    throw Failure(
      "no stream \(name) in this log; \(proposed.call("streams")) lists those that there are",
      status: 1)
  }

  /// Says on standard error in which order a stream's events are folded, where they lie otherwise in the log.
  func noteOrder(of stream: StreamID, in index: LogIndex) {
    if let remark = index.remark(onOrderOf: stream) {
      note("\(index.stream(stream).name): \(remark)")
    }
  }

  /// The version of a stream (Rewind's own, from 0) that a moment stands for.
  func version(
    _ text: String, of stream: StreamID, in index: LogIndex
  ) throws(Failure) -> Int {
    let entry = index.stream(stream)
    let last = index.shownVersion(entry.eventCount, of: stream)
    let context = MomentContext(
      version: last, lastVersion: last, time: entry.lastTimestamp, now: .now())
    let times = index.times(of: index.positions(of: stream))
    let moment = try moment(text, relativeTo: context, among: times)
    do {
      let version = try index.version(at: moment, of: stream)
      if case .time(let time) = moment,
        let remark = index.remark(onStateOf: stream, at: time, in: zone)
      {
        note("\(entry.name): \(remark)")
      }
      return version
    } catch {
      if case .noVersion(let version, let last) = error {
        throw Failure(
          "stream \(entry.name) has no version \(version); its last is \(last)", status: 1)
      }
      throw failure(error, of: text)
    }
  }

  /// The position of the whole log (Rewind's own, from 0) that a moment stands for.
  func position(_ text: String, in index: LogIndex) throws(Failure) -> Int {
    let last = index.eventCount
    let time = last > 0 ? index[last].timestamp : nil
    let context = MomentContext(version: 0, lastVersion: 0, time: time, now: .now())
    let moment = try moment(text, relativeTo: context, among: index.times)
    do {
      let position = try index.position(at: moment)
      if case .time(let time) = moment, let remark = index.remark(onLogAt: time, in: zone) {
        note(remark)
      }
      return position
    } catch {
      throw failure(error, of: text)
    }
  }

  private func failure(_ error: NoSuchMomentError, of text: String) -> Failure {
    switch error {
    case .noTimes: withoutTimes
    case .noPosition(let position, let last):
      Failure("the log has no position \(position); its last is \(last)", status: 1)
    case .versionOfLog:
      Failure(
        "a read model has no versions, so '\(text)' is no moment of it; name an @position, a time"
          + " or $")
    case .noVersion: Failure("\(error)", status: 1)
    }
  }

  /// The instant that `--since` or `--until` stands for.
  func time(_ text: String, option: String, in index: LogIndex) throws(Failure) -> Timestamp {
    guard index.hasTimes || index.eventCount == 0 else { throw withoutTimes }
    let now = Timestamp.now()
    let context = MomentContext(version: 0, lastVersion: 0, time: now, now: now)
    guard case .time(let time) = try moment(text, relativeTo: context, among: index.times) else {
      throw Failure("\(option) takes a time, such as 2026-05-01T14:34, 14:34 or -1h, not '\(text)'")
    }
    return time
  }

  private func moment(
    _ text: String, relativeTo context: MomentContext, among times: ClosedRange<Timestamp>?
  ) throws(Failure) -> Moment {
    do {
      return try Moment(parsing: text, in: zone, relativeTo: context, among: times)
    } catch {
      throw Failure("\(error)")
    }
  }

  private var withoutTimes: Failure {
    Failure("this log has no times; ask for a version or an @position")
  }
}
