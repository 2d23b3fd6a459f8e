internal import Rewind
internal import SampleDomain

/// The state of the biggest stream at some versions: asked for the first time, and again.
enum States {
  private static let versions = [1_000, 100_000, 200_000]

  static let measurement = Measurement(rows) { log in
    let opened = try OpenedLog(log.path)
    let last = opened.index.positions(of: opened.biggestStream).count
    var firstTimes: [Double] = []
    for version in versions {
      // A timeline of its own, so that each is the first question.
      var timeline = try opened.timeline()
      firstTimes.append(
        try seconds { () throws in _ = try timeline.state(at: min(version, last)) })
    }
    var timeline = try opened.timeline()
    _ = try timeline.state(at: last)
    var again: [Double] = []
    for version in versions {
      // Away and back, so that it is a jump.
      _ = try timeline.state(at: last / 2 + 777)
      again.append(try seconds { () throws in _ = try timeline.state(at: min(version, last)) })
    }
    return firstTimes + again + [try step(&timeline, around: last / 2)]
  }

  private static let rows =
    versions.map {
      Measurement.Row(
        name: "state at \($0), first time", unit: .seconds)
    }
    + versions.map {
      Measurement.Row(name: "state at \($0), again", unit: .seconds)
    } + [Measurement.Row(name: "one step", unit: .seconds)]

  /// The mean of a thousand steps, forward and back.
  static func step(_ timeline: inout Timeline, around middle: Int) throws -> Double {
    let steps = min(500, middle)
    _ = try timeline.state(at: middle)
    let whole = try seconds { () throws in
      for offset in 1...steps { _ = try timeline.state(at: middle + offset) }
      for offset in 1...steps { _ = try timeline.state(at: middle + steps - offset) }
    }
    return whole / Double(2 * steps)
  }
}
