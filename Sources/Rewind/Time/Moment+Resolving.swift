extension LogIndex {
  /// The version of a stream at a moment, counted from 1; 0 before its first event.
  ///
  /// - Throws: ``NoSuchMomentError``.
  public func version(
    at moment: Moment, of stream: StreamID
  ) throws(NoSuchMomentError) -> Int {
    let count = positions(of: stream).count
    switch moment {
    case .end: return count
    case .version(let number):
      if let version = version(shown: number, in: stream) { return version }
      throw .noVersion(number, last: shownVersion(count, of: stream))
    case .position: return version(upTo: try position(at: moment), in: stream)
    case .time(let time):
      try checkTimes()
      return version(at: time, in: stream)
    }
  }

  /// The position at a moment of the whole log, counted from 1; 0 before its first event.
  ///
  /// - Throws: ``NoSuchMomentError``.
  public func position(at moment: Moment) throws(NoSuchMomentError) -> Int {
    switch moment {
    case .end: return eventCount
    case .version(let number): throw .versionOfLog(number)
    case .position(let number):
      if let position = position(shown: number) { return position }
      if number == 0 { return 0 }
      throw .noPosition(number, last: eventCount == 0 ? 0 : shownPosition(eventCount))
    case .time(let time):
      try checkTimes()
      return position(at: time)
    }
  }

  private func checkTimes() throws(NoSuchMomentError) {
    guard hasTimes || eventCount == 0 else { throw .noTimes }
  }
}
