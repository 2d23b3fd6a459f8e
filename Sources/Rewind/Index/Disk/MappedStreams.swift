/// The streams of an index on disk: their names, what is known of each, and where its events are.
///
/// A stream's number is that of its name's first appearance. What a damaged file cannot answer, the
/// ``IndexHealth/replacement`` does.
final class MappedStreams: Sendable {
  /// One behind the other by their lines, which together are all.
  private let runs: [StreamRun]
  /// All names, one after another, and where each ends.
  private let names: CheckedBytes
  private let nameEnds: CheckedArray<UInt64>
  private let categoryCount: Int
  private let health: IndexHealth

  init(
    runs: [StreamRun], categoryCount: Int, names: CheckedBytes, nameEnds: CheckedArray<UInt64>
  ) {
    self.runs = runs
    self.categoryCount = categoryCount
    self.names = names
    self.nameEnds = nameEnds
    health = names.health
  }

  /// How many streams there are.
  var count: Int { nameEnds.count }

  /// How many lines the runs tell of.
  var lineCount: Int { runs.last?.extent.lines.upperBound ?? 0 }

  /// What a stream's events have made known of it.
  func facts(of stream: Int) -> StreamFacts {
    do throws(DamagedIndexError) {
      for run in runs.reversed() {
        if let facts = try run.facts(of: stream), facts.category < categoryCount { return facts }
      }
    } catch {}
    return health.replacement.streams.facts[stream]
  }

  /// The facts of a range of streams.
  func facts(of range: Range<Int>) -> [StreamFacts] {
    var found = [StreamFacts](repeating: StreamFacts(category: 0), count: range.count)
    do throws(DamagedIndexError) {
      for run in runs {
        try run.forEachFact(in: range) { found[$0 - range.lowerBound] = $1 }
      }
      if found.allSatisfy({ $0.category < categoryCount }) { return found }
    } catch {}
    return range.map { health.replacement.streams.facts[$0] }
  }

  /// The positions of a stream's events; nil where it has none.
  func positions(of stream: Int) -> MappedPositions? {
    do throws(DamagedIndexError) {
      var stretches: [MappedPositions.Stretch] = []
      var count = 0
      for (number, run) in runs.enumerated() {
        let postings = try run.postings(of: stream)
        guard !postings.isEmpty else { continue }
        stretches.append(
          .init(
            run: number, checked: run.checkedPositions, lines: run.extent.lines,
            first: postings.lowerBound - count, begin: count))
        count += postings.count
      }
      if count == 0 { return nil }
      return MappedPositions(runs, stretches, count: count) { [health] in
        health.replacement.loggedPositions(of: StreamID(rawValue: stream))[$0]
      }
    } catch {
      let positions = health.replacement.loggedPositions(of: StreamID(rawValue: stream))
      if positions.isEmpty { return nil }
      return MappedPositions([], [], count: positions.count) { positions[$0] }
    }
  }
}

// MARK: - Names

extension MappedStreams {
  /// The bytes of a stream's name.
  func name(of stream: Int) -> [UInt8] {
    if let range = nameRange(of: stream), names.touch(range) {
      let name = [UInt8](
        UnsafeRawBufferPointer(start: names.base + range.lowerBound, count: range.count))
      if !names.isLost { return name }
    }
    return health.replacement.streams.names.bytes(of: stream)
  }

  /// The stream of a name; nil where there is none.
  func find(_ name: UnsafeRawBufferPointer) -> Int? {
    let hash = HashedName(name).hash
    do throws(DamagedIndexError) {
      for run in runs {
        for stream in try run.streams(hashed: hash) where hasName(stream, name) { return stream }
      }
      return nil
    } catch {
      return health.replacement.streams.names.id(ofBytes: name)
    }
  }

  /// Calls a body with all streams in the order of their names, as people count, and with others that are not on
  /// disk, in their order, until it returns false.
  ///
  /// - Parameter name: the bytes of any stream's name.
  /// - Returns: false where the files are damaged, so that the order is not known.
  func forEachByName(
    and others: [Int], name: (Int) -> [UInt8], _ body: (Int) -> Bool
  ) -> Bool {
    let lists = runs.map { run in
      NameMerge.List(count: run.extent.newStreams.count) { place throws(DamagedIndexError) in
        try run.streamByName(at: place)
      }
    }
    do throws(DamagedIndexError) {
      var merge = try NameMerge(lists + [.init(count: others.count) { others[$0] }], name: name)
      while let stream = try merge.next(name), body(stream) {}
      return true
    } catch {
      return false
    }
  }

  private func hasName(_ stream: Int, _ name: UnsafeRawBufferPointer) -> Bool {
    self.name(of: stream).elementsEqual(name)
  }

  private func nameRange(of stream: Int) -> Range<Int>? {
    guard let end = nameEnds[stream], let start = stream == 0 ? 0 : nameEnds[stream - 1],
      start <= end, end <= UInt64(names.count)
    else {
      health.fail()
      return nil
    }
    return Int(start)..<Int(end)
  }
}
