import Rewind
import TextUI

/// Why a moment cannot be gone to, in a line.
struct Nowhere: Error {
  let text: String
}

extension Model {
  /// Goes to a version by the number that people see, or to a position among all events.
  ///
  /// Beyond the last is the last: `99G` in a stream of five goes to the fifth.
  mutating func goToShown(_ number: Int) {
    guard let list = events else { return }
    if screen == .log {
      go(to: index.position(shown: number) ?? (number <= 0 ? 1 : list.rows.last))
      uncover()
    } else if let stream {
      go(to: index.version(shown: number, in: stream.id) ?? (number <= 0 ? 0 : list.rows.last))
    }
  }

  /// What relative moments are relative to.
  var momentContext: MomentContext? {
    let now = knowledge.now ?? Timestamp(microseconds: 0)
    if screen == .log {
      return MomentContext(
        version: shownPosition(log.list.place), lastVersion: shownPosition(index.eventCount),
        time: position.flatMap { index[$0].timestamp }, now: now)
    }
    if screen == .projections {
      let position = rowsView.at ?? index.eventCount
      return MomentContext(
        version: shownPosition(position), lastVersion: shownPosition(index.eventCount),
        time: position > 0 ? index[position].timestamp : nil, now: now)
    }
    guard screen == .stream, let stream else { return nil }
    return MomentContext(
      version: index.shownVersion(stream.version, of: stream.id),
      lastVersion: index.shownVersion(index.positions(of: stream.id).count, of: stream.id),
      time: position.flatMap { index[$0].timestamp }, now: now)
  }

  /// A position as the log itself counts; one that is not in the index, which others may know of
  /// already, or which was in another log, as Rewind does.
  func shownPosition(_ position: Int) -> Int {
    position > 0 && position <= index.eventCount ? index.shownPosition(position) : position
  }

  /// Goes to a moment from wherever one is; answers why that is impossible.
  mutating func go(to moment: Moment) -> Nowhere? {
    switch (screen, moment) {
    case (.projections, _): return showReadModel(at: moment)
    case (.stream, .position), (.streams, .position):
      return openEvent(at: moment)
    case (.stream, _):
      guard let stream else { return nil }
      switch version(at: moment, of: stream.id) {
      case .success(let version): go(to: version ?? stream.list.rows.last)
      case .failure(let error): return error
      }
    default:
      switch position(at: moment) {
      case .success(let position):
        leave(for: .log)
        log.list.rows.last = max(log.list.rows.last, position)
        log.list.place = position
        uncover()
      case .failure(let error): return error
      }
    }
    return nil
  }

  /// Opens the stream of the event at a position; a damaged line is shown among all events.
  private mutating func openEvent(at moment: Moment) -> Nowhere? {
    switch position(at: moment) {
    case .success(let position):
      openEvent(at: position)
      return nil
    case .failure(let error): return error
    }
  }

  /// Opens the stream of an event at its version; a damaged line among all events.
  ///
  /// A read model may have been made from a log that was another then, and name a position that is not
  /// there.
  mutating func openEvent(at position: Int) {
    guard isInLog(position) else {
      notice = Notice(text: "no event is at @\(Spelling.grouped(position))")
      return
    }
    guard let id = index[position].stream else {
      leave(for: .log)
      log.list.place = position
      uncover()
      return
    }
    open(id, at: index.version(of: position))
  }

  /// Drops the filter of all events where it hides the place that was jumped to.
  private mutating func uncover() {
    guard log.list.filter != nil, log.list.isPlaceHidden else { return }
    log.list.setFilter(nil)
    let position = Spelling.grouped(shownPosition(log.list.place))
    notice = Notice(text: "filter dropped: it hid @\(position)")
  }

  /// The version of a stream at a moment; nil is the last one.
  func version(at moment: Moment, of id: StreamID) -> Result<Int?, Nowhere> {
    let last = index.positions(of: id).count
    switch moment {
    case .end: return .success(last)
    case .time(let time):
      guard index.hasTimes else { return .failure(.noTimes) }
      return .success(index.version(at: time, in: id))
    case .version(let number):
      if let version = index.version(shown: number, in: id) { return .success(version) }
      let end = index.shownVersion(last, of: id)
      return .failure(Nowhere(text: "no version \(number): the stream ends at v\(end)"))
    case .position(let number):
      guard let position = index.position(shown: number) else {
        return .failure(noPosition(number))
      }
      guard index[position].stream == id else {
        return .failure(Nowhere(text: "the event at @\(number) is of another stream"))
      }
      return .success(index.version(of: position))
    }
  }

  /// The position at a moment; a plain number is a position here.
  func position(at moment: Moment) -> Result<Int, Nowhere> {
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

  private func noPosition(_ number: Int) -> Nowhere {
    let last = shownPosition(index.eventCount)
    return Nowhere(text: "no position \(number): the log ends at @\(last)")
  }

  // MARK: Base and diff

  mutating func markBase() {
    guard let stream else { return }
    self.stream?.base = stream.base == stream.version ? nil : stream.version
    if self.stream?.base == nil { self.stream?.isDiffing = false }
  }

  mutating func toggleDiff() {
    guard stream?.base != nil else {
      notice = Notice(text: "nothing is marked: m marks this version as the base")
      return
    }
    stream?.isDiffing.toggle()
  }

  mutating func swapBase() {
    guard let stream, let base = stream.base else {
      notice = Notice(text: "nothing is marked: m marks this version as the base")
      return
    }
    self.stream?.base = stream.version
    go(to: base)
  }
}

extension Nowhere {
  static let noTimes = Nowhere(text: "this log has no times")
}
