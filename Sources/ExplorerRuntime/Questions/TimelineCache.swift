import Rewind
import Synchronization

/// The timelines of the streams that were looked at last.
final class TimelineCache: Sendable {
  private static let limit = 4
  private let kept = Mutex(Kept())

  private struct Kept {
    var timelines: [(stream: StreamID, timeline: Timeline)] = []
    /// Counts how often all was forgotten.
    var generation = 0
  }

  /// Calls a body with a stream's timeline and keeps what it learnt.
  ///
  /// - Throws: ``StreamGone`` where the log does not have the stream; what the body throws.
  func withTimeline<Value>(
    of stream: StreamID, _ fold: some Fold, _ log: LogSnapshot,
    _ body: (inout Timeline) throws -> Value
  ) throws -> Value {
    guard log.index.contains(stream) else { throw StreamGone() }
    let (known, generation) = kept.withLock { kept in
      let place = kept.timelines.firstIndex { $0.stream == stream }
      return (place.map { kept.timelines.remove(at: $0).timeline }, kept.generation)
    }
    var timeline = known ?? Timeline(of: stream, in: log, fold: fold)
    timeline.advance(to: log)
    defer {
      kept.withLock { kept in
        // What was folded while all was forgotten is forgotten too.
        if kept.generation == generation { kept.timelines.append((stream, timeline)) }
        if kept.timelines.count > Self.limit { kept.timelines.removeFirst() }
      }
    }
    return try body(&timeline)
  }

  /// Forgets all timelines, those too that are being worked on.
  func clear() {
    kept.withLock { kept in
      kept.timelines = []
      kept.generation += 1
    }
  }
}

/// A stream that is asked for is not in the log, which was replaced meanwhile.
struct StreamGone: Error, CustomStringConvertible {
  let description = "the log has this stream no more; it was replaced"
}
