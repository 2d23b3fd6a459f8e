/// The positions of one stream's events, in order.
public struct StreamPositions: RandomAccessCollection, Sendable {
  let packed: PackedPostings
  let range: Range<Int>
  let recent: [UInt32]

  /// The first index: 0, which is version 1.
  public var startIndex: Int { 0 }

  /// How many events the stream has.
  public var endIndex: Int { range.count + recent.count }

  /// The position of version `index + 1`.
  public subscript(index: Int) -> Int {
    index < range.count
      ? Int(packed.positions[range.lowerBound + index]) : Int(recent[index - range.count])
  }

  /// How many of the positions are at or before a position.
  func countUpTo(_ position: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] <= position { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

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
  init(lines: Column<UInt32>, streams: SharedRows<StreamFacts>) {
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

/// Every stream's positions: packed up to the last packing, in small lists since.
struct StreamPostings: Sendable {
  private var packed = PackedPostings.empty
  private var packedLines = 0
  private var recent: [UInt32: [UInt32]] = [:]
  private var recentCount = 0

  func positions(of stream: StreamID) -> StreamPositions {
    StreamPositions(
      packed: packed, range: packed.range(of: stream.rawValue),
      recent: recent[UInt32(stream.rawValue)] ?? [])
  }

  /// Takes in the lines that came since the last call.
  ///
  /// Few lines go to the lists. When they are more than the square root of what is packed, all is
  /// packed again: an append to a log of n lines then costs O(√n), the packing and the copying of the
  /// lists for a snapshot alike.
  mutating func extend(to lines: Column<UInt32>, streams: SharedRows<StreamFacts>) {
    let new = lines.count - packedLines - recentCount
    guard new > 0 else { return }
    if recentCount + new > max(1024, 4 * Int(Double(packedLines).squareRoot())) {
      packed = PackedPostings(lines: lines, streams: streams)
      packedLines = lines.count
      recent = [:]
      recentCount = 0
    } else {
      lines.forEachRun(from: packedLines + recentCount) { run, first in
        for (offset, stream) in run.enumerated() where stream != LineColumns.damaged {
          recent[stream, default: []].append(UInt32(first + offset + 1))
        }
      }
      recentCount += new
    }
  }
}
