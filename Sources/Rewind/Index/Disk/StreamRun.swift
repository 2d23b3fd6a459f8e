internal import Platform

/// What some of a log's lines, one behind the other, have made known of streams, in a file of the index.
///
/// The file is a row of arrays, in this order: the streams that have events there, ascending; what was known
/// of each behind the last line (``StreamFacts``); where its positions begin, and their end; the positions; and
/// of the streams that are new there the hashes of their names, ascending, the streams of these hashes, and the
/// streams in the order of their names.
struct StreamRun: Sendable {
  /// What a manifest says of a run.
  struct Extent: Hashable, Sendable {
    /// The lines, counted from 0.
    var lines: Range<Int>
    /// The streams that are new there.
    var newStreams: Range<Int>
    /// How many streams it tells of: those with events there, and the new ones.
    var streamCount: Int
    /// How many events there are, damaged lines not counted.
    var eventCount: Int
  }

  let extent: Extent
  private let streams: CheckedArray<UInt32>
  private let facts: CheckedArray<StreamFacts>
  private let starts: CheckedArray<UInt32>
  private let positions: CheckedArray<UInt32>
  private let hashes: CheckedArray<UInt32>
  private let hashed: CheckedArray<UInt32>
  private let named: CheckedArray<UInt32>

  /// - Precondition: the file has as many bytes as the extent takes.
  init(_ extent: Extent, _ bytes: CheckedBytes) {
    self.extent = extent
    let sections = Sections(extent)
    precondition(sections.end == bytes.count, "a run's file is as long as its arrays")
    let new = extent.newStreams.count
    streams = CheckedArray(bytes, from: sections.streams, count: extent.streamCount)
    facts = CheckedArray(bytes, from: sections.facts, count: extent.streamCount)
    starts = CheckedArray(bytes, from: sections.starts, count: extent.streamCount + 1)
    positions = CheckedArray(bytes, from: sections.positions, count: extent.eventCount)
    hashes = CheckedArray(bytes, from: sections.hashes, count: new)
    hashed = CheckedArray(bytes, from: sections.hashed, count: new)
    named = CheckedArray(bytes, from: sections.named, count: new)
  }

  /// Where each array begins in the file; each at a multiple of 8.
  struct Sections {
    let streams, facts, starts, positions, hashes, hashed, named, end: Int

    init(_ extent: Extent) {
      var next = 0
      func section(_ count: Int, of size: Int) -> Int {
        defer { next += (count * size + 7) & ~7 }
        return next
      }
      streams = section(extent.streamCount, of: 4)
      facts = section(extent.streamCount, of: MemoryLayout<StreamFacts>.stride)
      starts = section(extent.streamCount + 1, of: 4)
      positions = section(extent.eventCount, of: 4)
      hashes = section(extent.newStreams.count, of: 4)
      hashed = section(extent.newStreams.count, of: 4)
      named = section(extent.newStreams.count, of: 4)
      end = next
    }
  }
}

/// What a damaged file cannot answer.
struct DamagedIndexError: Error {}

extension StreamRun {
  /// What is known of a stream behind the run's last line; nil where the run does not tell of it.
  func facts(of stream: Int) throws(DamagedIndexError) -> StreamFacts? {
    guard let place = try place(of: stream) else { return nil }
    return try checked(facts[place]) { $0.lastPosition <= extent.lines.upperBound }
  }

  /// The facts of the streams of a range that the run tells of.
  func forEachFact(
    in range: Range<Int>, _ body: (Int, StreamFacts) -> Void
  ) throws(DamagedIndexError) {
    var place = try firstPlace(from: range.lowerBound)
    while place < streams.count {
      let stream = try checked(streams[place]) { $0 < extent.newStreams.upperBound }
      guard stream < range.upperBound else { return }
      body(Int(stream), try checked(facts[place]) { $0.lastPosition <= extent.lines.upperBound })
      place += 1
    }
  }

  /// Where the positions of a stream stand; empty where it has none in the run.
  func postings(of stream: Int) throws(DamagedIndexError) -> Range<Int> {
    guard let place = try place(of: stream) else { return 0..<0 }
    let end = try checked(starts[place + 1]) { $0 <= positions.count }
    let start = try checked(starts[place]) { $0 <= end }
    return Int(start)..<Int(end)
  }

  /// The positions whose blocks were checked, for those who hold the run.
  var checkedPositions: CheckedValues<UInt32> { positions.checked }

  /// The position at a place of the positions.
  func position(_ place: Int) throws(DamagedIndexError) -> Int {
    Int(
      try checked(positions[place]) {
        $0 > extent.lines.lowerBound && $0 <= extent.lines.upperBound
      })
  }

  /// The new streams whose name may have a hash.
  func streams(hashed hash: UInt32) throws(DamagedIndexError) -> [Int] {
    var (low, high) = (0, hashes.count)
    while low < high {
      let middle = (low + high) / 2
      if try checked(hashes[middle]) < hash { low = middle + 1 } else { high = middle }
    }
    var found: [Int] = []
    while low < hashes.count, try checked(hashes[low]) == hash {
      found.append(Int(try checked(hashed[low]) { extent.newStreams.contains(Int($0)) }))
      low += 1
    }
    return found
  }

  /// The new stream at a place in the order of their names.
  func streamByName(at place: Int) throws(DamagedIndexError) -> Int {
    Int(try checked(named[place]) { extent.newStreams.contains(Int($0)) })
  }

  /// Which of the run's streams one is; nil where it has none of its events.
  private func place(of stream: Int) throws(DamagedIndexError) -> Int? {
    guard stream < extent.newStreams.upperBound else { return nil }
    let place = try firstPlace(from: stream)
    guard place < streams.count, try checked(streams[place]) == stream else { return nil }
    return place
  }

  /// The place of the first of the run's streams that is at or behind a stream.
  private func firstPlace(from stream: Int) throws(DamagedIndexError) -> Int {
    // The new ones are the last, all of them are there; a run from the first line on has no others.
    let old = streams.count - extent.newStreams.count
    if stream >= extent.newStreams.lowerBound {
      return old + min(stream - extent.newStreams.lowerBound, extent.newStreams.count)
    }
    var (low, high) = (0, old)
    while low < high {
      let middle = (low + high) / 2
      if try checked(streams[middle]) < stream { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// A value that was read; an error where it could not be, or is none that the log allows.
  @inline(__always)
  private func checked<Value>(
    _ value: Value?, where isValid: (Value) -> Bool = { _ in true }
  ) throws(DamagedIndexError) -> Value {
    guard let value, isValid(value) else {
      streams.bytes.health.fail()
      throw DamagedIndexError()
    }
    return value
  }
}
