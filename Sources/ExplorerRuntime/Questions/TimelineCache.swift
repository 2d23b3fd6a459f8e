import Rewind
import Synchronization

/// The timelines of the streams that were looked at last.
final class TimelineCache: Sendable {
  private static let limit = 4
  private let timelines = Mutex<[(key: Key, timeline: Timeline)]>([])

  /// A stream's number is valid within one generation of the log, and its states are those of the code of
  /// one fold and of the upcasters.
  private struct Key: Hashable {
    let stream: StreamID
    let generation: LogGeneration
    let fold: String
    let identity: String
    let upcasters: String
  }

  /// Calls a body with a stream's timeline, as a log has it, and keeps what it learnt.
  ///
  /// - Throws: ``NoSuchStreamError`` where the log does not have the stream; what the body throws.
  func withTimeline<Value>(
    of stream: StreamID, _ fold: some Fold, _ log: LogSnapshot,
    _ body: (inout Timeline) throws -> Value
  ) throws -> Value {
    guard log.index.contains(stream) else { throw NoSuchStreamError() }
    let key = Key(
      stream: stream, generation: log.generation, fold: fold.name, identity: fold.identity,
      upcasters: log.upcasters.fingerprint)
    var timeline =
      timelines.withLock { timelines in
        let place = timelines.firstIndex { $0.key == key }
        return place.map { timelines.remove(at: $0).timeline }
      } ?? Timeline(of: stream, in: log, fold: fold)
    timeline.advance(to: log)
    defer {
      timelines.withLock { timelines in
        timelines.append((key, timeline))
        if timelines.count > Self.limit { timelines.removeFirst() }
      }
    }
    return try body(&timeline)
  }

  /// Lets go of all of them.
  func clear() {
    timelines.withLock { $0 = [] }
  }
}

/// A stream was asked for that the log does not have.
struct NoSuchStreamError: Error, CustomStringConvertible {
  let description = "the log has no such stream"
}
