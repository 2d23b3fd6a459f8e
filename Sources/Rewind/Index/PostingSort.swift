internal import Platform

/// Sorts the positions of some lines by stream: a counting sort, of which the result can be had a stretch at a time.
struct PostingSort: Sendable {
  /// The streams that have any, ascending.
  let streams: [UInt32]
  /// Where each stream's positions begin, and at the end their number.
  let starts: [UInt32]
  private let lines: AppendOnlyColumn<UInt32>
  private let first: Int

  /// - Parameters:
  ///   - lines: the stream of each line.
  ///   - first: the first line to take, from 0.
  ///   - streamCount: how many streams there are.
  ///   - alwaysFrom: from which stream on all are in the list, with events or without.
  init(
    _ lines: AppendOnlyColumn<UInt32>, from first: Int, streamCount: Int, alwaysFrom: Int = .max
  ) {
    (self.lines, self.first) = (lines, first)
    var counts = [UInt32](repeating: 0, count: streamCount)
    counts.withUnsafeMutableBufferPointer { counts in
      lines.forEachRun(from: first) { run, _ in
        for stream in run where stream != LineColumns.damaged { counts[Int(stream)] += 1 }
      }
    }
    var (streams, starts): ([UInt32], [UInt32]) = ([], [])
    var total: UInt32 = 0
    for stream in counts.indices where counts[stream] > 0 || stream >= alwaysFrom {
      streams.append(UInt32(stream))
      starts.append(total)
      total += counts[stream]
    }
    starts.append(total)
    (self.streams, self.starts) = (streams, starts)
  }

  /// How many positions there are.
  var count: Int { Int(starts[streams.count]) }

  /// The positions of all streams, one stream behind the other, as far as they stand at some places: O(lines).
  func positions(at places: Range<Int>) -> [UInt32] {
    let some = streamPlaces(at: places)
    guard let lowest = some.first.map({ streams[$0] }), let highest = some.last.map({ streams[$0] })
    else { return [] }
    var next = [UInt32](repeating: 0, count: Int(highest - lowest) + 1)
    for place in some { next[Int(streams[place] - lowest)] = starts[place] }
    return [UInt32](unsafeUninitializedCapacity: places.count) { buffer, initialized in
      next.withUnsafeMutableBufferPointer { next in
        lines.forEachRun(from: first) { run, begin in
          for offset in run.indices {
            // Of a damaged line, that is beyond any.
            let index = Int(run[offset]) &- Int(lowest)
            guard next.indices.contains(index) else { continue }
            let place = Int(next[index]) &- places.lowerBound
            next[index] &+= 1
            if buffer.indices.contains(place) {
              buffer[place] = UInt32(truncatingIfNeeded: begin &+ offset &+ 1)
            }
          }
        }
      }
      initialized = places.count
    }
  }

  /// Which of the streams have positions at some places.
  private func streamPlaces(at places: Range<Int>) -> Range<Int> {
    guard !places.isEmpty else { return 0..<0 }
    let begin = starts.partitioningIndex { $0 > places.lowerBound } - 1
    let end = starts.partitioningIndex { $0 >= places.upperBound }
    return begin..<min(end, streams.count)
  }
}
