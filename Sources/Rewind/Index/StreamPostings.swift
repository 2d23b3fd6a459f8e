internal import Platform

/// The positions of every stream's events up to a place in the log, packed stream by stream.
final class PackedPostings: Sendable {
  /// Where each stream's positions begin in `positions`, and at the end their number.
  let starts: [UInt32]
  let positions: [UInt32]

  static let empty = PackedPostings(starts: [0], positions: [])

  private init(starts: [UInt32], positions: [UInt32]) {
    self.starts = starts
    self.positions = positions
  }

  /// Sorts a log's lines by stream: a counting sort, O(lines + streams).
  init(lines: AppendOnlyColumn<UInt32>, streams: CopyOnWriteBlocks<StreamFacts>) {
    var next: [UInt32] = []
    next.reserveCapacity(streams.count)
    var total: UInt32 = 0
    var starts: [UInt32] = []
    starts.reserveCapacity(streams.count + 1)
    for stream in streams {
      starts.append(total)
      next.append(total)
      total += stream.count
    }
    starts.append(total)
    self.starts = starts
    positions = [UInt32](unsafeUninitializedCapacity: Int(total)) { buffer, initialized in
      next.withUnsafeMutableBufferPointer { next in
        lines.forEachRun(from: 0) { run, first in
          for (offset, stream) in run.enumerated() where stream != LineColumns.damaged {
            buffer[Int(next[Int(stream)])] = UInt32(first + offset + 1)
            next[Int(stream)] += 1
          }
        }
      }
      initialized = Int(total)
    }
  }

  func range(of stream: Int) -> Range<Int> {
    stream + 1 < starts.count ? Int(starts[stream])..<Int(starts[stream + 1]) : 0..<0
  }
}

/// Every stream's positions: packed up to the last packing, linked backwards since.
struct StreamPostings: Sendable {
  private var packed = PackedPostings.empty
  private var packedLines = 0
  /// For each line since the last packing, the position of its stream's event before it.
  private var previous = AppendOnlyColumn<UInt32>()

  /// The positions of a stream, given the position of its last event.
  ///
  /// Takes O(1) plus O(k), where k is the number of the stream's events since the last packing.
  func positions(of stream: StreamID, last: UInt32) -> StreamPositions {
    var recent: [UInt32] = []
    var position = last
    while position > packedLines {
      recent.append(position)
      position = previous[Int(position) - packedLines - 1]
    }
    return StreamPositions(
      packed: packed, range: packed.range(of: stream.rawValue), recent: recent.reversed())
  }

  /// Takes in the next line, given where its stream's event before it is; 0 where there is none.
  mutating func add(previous position: UInt32) {
    previous.append(position)
  }

  /// Packs all lines when those since the last packing are many more than the square root of the rest.
  ///
  /// An append to a log of n lines then costs O(√n), and so does a look at a stream.
  mutating func packIfLong(
    _ lines: AppendOnlyColumn<UInt32>, streams: CopyOnWriteBlocks<StreamFacts>
  ) {
    guard previous.count > max(1024, 4 * Int(Double(packedLines).squareRoot())) else { return }
    packed = PackedPostings(lines: lines, streams: streams)
    packedLines = lines.count
    previous = AppendOnlyColumn()
  }
}
