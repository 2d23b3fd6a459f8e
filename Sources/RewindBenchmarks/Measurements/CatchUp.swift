internal import Rewind

/// A subscription to a whole log, up to its last event, beside reading the same events by position.
enum CatchUp {
  private static let page = 2_048

  static let measurement = Measurement([
    Measurement.Row(name: "events read by position", unit: .perSecond),
    Measurement.Row(name: "subscription, catching up", unit: .perSecond),
    Measurement.Row(name: "share of reading", unit: .share),
  ]) { log in
    let opened = try OpenedLog(log.path)
    let count = opened.index.eventCount
    let reading = try seconds { () throws in
      for first in stride(from: 1, through: count, by: page) {
        _ = try opened.log.events(at: Array(first...min(first + page - 1, count)))
      }
    }
    let following = try await awaitedSeconds {
      for try await event in opened.log.subscribe() where event.position == count { break }
    }
    return [Double(count) / reading, Double(count) / following, reading / following]
  }
}
