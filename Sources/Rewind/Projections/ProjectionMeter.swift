/// Reckons how fast a pass over a log is, and how long it will take.
struct ProjectionMeter {
  /// Rates are those of the last so many seconds.
  private static let span = 2.0

  private let began = ContinuousClock.now
  private var marks: [(time: Double, position: Int, bytes: Int)]

  /// Begins at a position, behind so many bytes of the log.
  init(position: Int, bytesRead: Int = 0) {
    marks = [(0, position, bytesRead)]
  }

  /// How many seconds it has been going on.
  var seconds: Double { Self.seconds(ContinuousClock.now - began) }

  /// Notes how far the pass is, and says so.
  mutating func progress(
    _ phase: ProjectionProgress.Phase, position: Int, bytesRead: Int, bytesLeft: Int, parked: Int
  ) -> ProjectionProgress {
    let now = seconds
    marks.append((now, position, bytesRead))
    while marks.count > 2, now - marks[1].time > Self.span { marks.removeFirst() }
    let first = marks[0]
    let time = max(now - first.time, 1e-6)
    let rate = Double(position - first.position) / time
    let byteRate = Double(bytesRead - first.bytes) / time
    let whole = bytesRead + bytesLeft
    return ProjectionProgress(
      phase: phase, position: position,
      fraction: whole == 0 ? 1 : Double(bytesRead) / Double(whole),
      eventsPerSecond: rate, secondsLeft: byteRate > 0 ? Double(bytesLeft) / byteRate : nil,
      parked: parked)
  }

  static func seconds(_ duration: Duration) -> Double {
    let parts = duration.components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }
}
