import Rewind

/// Events that were read ahead of the rest.
extension AllEventsScreen {
  /// Opens an event behind the gap: a damaged line at once, the stream of any other once the log has been read up to
  /// it.
  mutating func openAhead(in shell: inout Shell) {
    if shell.listed(list.place).entry.isDamaged {
      openEventWhole(in: &shell)
    } else {
      opening = list.place
    }
  }

  /// Goes on in the log, which has been read whole, with the same event, or to its stream where that was asked for.
  mutating func closeGap(isShown: Bool, in shell: inout Shell) {
    let position = shell.knowledge.ahead?.position(of: list.place, in: shell.knowledge.log)
    let isToBeOpened = opening == list.place
    opening = nil
    list.closeGap(at: position, last: lastPlace(in: shell))
    if isToBeOpened, isShown, shell.prompt == nil, shell.value == nil, let position {
      shell.go(toEventAt: position)
    }
  }

  /// The place of a moment that lies behind what has been read so far: an event behind the gap, or the gap; nil for any
  /// other.
  func placeAhead(at moment: Moment, in shell: Shell) -> Int? {
    guard list.rows.ahead > 0, let ahead = shell.knowledge.ahead else { return nil }
    switch moment {
    case .end: return list.rows.newest
    case .version(let number), .position(let number):
      let newest = ahead.tail.loggedPosition(of: ahead.tail.count) ?? .max
      guard number > 0, number <= newest, shell.index.position(shown: number) == nil else {
        return nil
      }
      return placeAhead(shown: number, in: shell)
    case .time(let time):
      guard ahead.index.hasTimes else { return nil }
      let number = ahead.index.position(at: time)
      let isLater = number > 0 || lastTime(in: shell).map { $0 <= time } ?? true
      return isLater ? ReadAhead.gap + number : nil
    }
  }

  /// The time of the last event before the gap that has one.
  private func lastTime(in shell: Shell) -> Timestamp? {
    guard shell.index.hasTimes else { return nil }
    return stride(from: list.rows.last, to: 0, by: -1).lazy.compactMap { shell.time(at: $0) }.first
  }
}
