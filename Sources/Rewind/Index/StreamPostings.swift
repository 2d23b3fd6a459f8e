internal import Platform

/// The positions of streams' events on some lines, packed stream by stream.
final class PackedPostings: Sendable {
  /// The streams that have any, ascending.
  let streams: [UInt32]
  /// Where each stream's positions begin in `positions`, and at the end their number.
  let starts: [UInt32]
  let positions: [UInt32]

  static let empty = PackedPostings(streams: [], starts: [0], positions: [])

  private init(streams: [UInt32], starts: [UInt32], positions: [UInt32]) {
    (self.streams, self.starts, self.positions) = (streams, starts, positions)
  }

  /// Sorts the lines from one on by stream, O(lines + streams).
  ///
  /// - Parameters:
  ///   - lines: the stream of each line.
  ///   - first: the first line to take, from 0.
  ///   - streamCount: how many streams there are.
  convenience init(_ lines: AppendOnlyColumn<UInt32>, from first: Int, streamCount: Int) {
    let sort = PostingSort(lines, from: first, streamCount: streamCount)
    self.init(
      streams: sort.streams, starts: sort.starts, positions: sort.positions(at: 0..<sort.count))
  }

  func range(of stream: Int) -> Range<Int> {
    // Where all streams are there, each is at the place of its number.
    let place =
      streams.count > stream && streams[stream] == stream
      ? stream : streams.partitioningIndex { $0 >= stream }
    guard place < streams.count, streams[place] == stream else { return 0..<0 }
    return Int(starts[place])..<Int(starts[place + 1])
  }
}

/// Every stream's positions: on disk, then packed up to the last packing, then linked backwards.
struct StreamPostings: Sendable {
  private let mapped: MappedStreams?
  private let mappedLines: Int
  private var packed = PackedPostings.empty
  private var packedLines: Int
  /// For each line since the last packing, the position of its stream's event before it.
  private var previous = AppendOnlyColumn<UInt32>()

  /// Postings that begin with those of an index on disk; empty without one.
  init(_ mapped: MappedStreams? = nil) {
    self.mapped = mapped
    mappedLines = mapped?.lineCount ?? 0
    packedLines = mappedLines
  }

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
      mapped: mapped?.positions(of: stream.rawValue), packed: packed,
      range: packed.range(of: stream.rawValue), recent: recent.reversed())
  }

  /// Takes in the next line, given where its stream's event before it is; 0 where there is none.
  mutating func add(previous position: UInt32) {
    previous.append(position)
  }

  /// Packs the lines that are not on disk when those since the last packing are many more than the square
  /// root of the rest.
  ///
  /// An append to a log of n lines then costs O(√n), and so does a look at a stream.
  mutating func packIfLong(_ lines: AppendOnlyColumn<UInt32>, streamCount: Int) {
    let packedNow = packedLines - mappedLines
    guard previous.count > max(1024, 4 * Int(Double(packedNow).squareRoot())) else { return }
    packed = PackedPostings(lines, from: mappedLines, streamCount: streamCount)
    packedLines = lines.count
    previous = AppendOnlyColumn()
  }
}
