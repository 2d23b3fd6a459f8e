import TestSupport
import Testing

@testable import Rewind

/// Random logs in any order and disorder, asked for numbers and times; what is right is found line by
/// line.
@Suite("What an index finds by number and time")
struct LogIndexSearchTests {
  /// One line, as it was given to the builder.
  private struct Line {
    /// Nil where it is damaged.
    var stream: Int?
    var version: Int?
    var position: Int?
    var time: Timestamp?
  }

  private static func lines(_ random: inout SeededRandom) -> [Line] {
    let step = Int.random(in: 0...3, using: &random)
    let missing = Int.random(in: 0...3, using: &random)
    let isNumbered = Bool.random(using: &random)
    var (position, time, versions) = (Int.random(in: -1...2, using: &random), 0, [-1, 0, 1])
    return (0..<Int.random(in: 0...60, using: &random)).map { _ in
      let stream = Int.random(in: 0..<3, using: &random)
      // Never falls where the step is 3, seldom where it is 2.
      let lowest = [-2, -1, -1, 0][step]
      position += Int.random(in: lowest...3, using: &random)
      time += Int.random(in: lowest...3, using: &random)
      versions[stream] += Int.random(in: lowest...2, using: &random)
      var line = Line(stream: stream)
      if Int.random(in: 0..<10, using: &random) == 0 { line.stream = nil }
      if isNumbered { (line.version, line.position) = (versions[stream], position) }
      if Int.random(in: 0...3, using: &random) >= missing {
        line.time = Timestamp(microseconds: Int64(time))
      }
      return line
    }
  }

  private static func index(of lines: [Line]) -> LogIndex {
    var builder = LogIndex.Builder()
    for line in lines {
      guard let stream = line.stream else {
        builder.appendDamaged(position: line.position)
        continue
      }
      builder.append(
        stream: StreamName("s-\(stream)"), type: "T", version: line.version,
        position: line.position, timestamp: line.time)
    }
    return builder.index
  }

  @Test("is what a look at every line finds", arguments: 0..<200)
  func found(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let lines = Self.lines(&random)
    let index = Self.index(of: lines)
    let instants = (-10...200).map { Timestamp(microseconds: Int64($0)) }
    let times = lines.map { $0.stream == nil ? nil : $0.time }
    for instant in instants {
      let last = Self.last(of: times, notAfter: instant)
      #expect(index.position(at: instant) == last)
      let late = (0..<last).filter { place in times[place].map { $0 > instant } ?? false }
      #expect(index.positionsTooLate(at: instant) == late.map { $0 + 1 })
    }
    let positions = lines.enumerated().map { $1.position ?? $0 + 1 }
    for number in -10...200 {
      #expect(index.position(shown: number) == positions.firstIndex(of: number).map { $0 + 1 })
    }
    for stream in 0..<3 {
      guard let id = index.streamID(named: "s-\(stream)") else { continue }
      let own = Self.inTurn(lines.filter { $0.stream == stream })
      for instant in instants {
        let last = Self.last(of: own.map(\.time), notAfter: instant)
        #expect(index.version(at: instant, in: id) == last)
        let late = (0..<last).filter { place in own[place].time.map { $0 > instant } ?? false }
        #expect(index.versionsTooLate(at: instant, in: id) == late.map { $0 + 1 })
      }
      let versions = own.enumerated().map { $1.version ?? $0 + 1 }
      let before = min(0, versions[0] - 1)
      for number in -10...200 {
        let version = versions.firstIndex(of: number).map { $0 + 1 }
        #expect(
          index.version(shown: number, in: id) == version ?? (number == before ? 0 : nil),
          "\(number) of \(versions)")
      }
    }
  }

  /// The lines of a stream by their versions where those are whole, else as they are.
  private static func inTurn(_ lines: [Line]) -> [Line] {
    let versions = lines.compactMap(\.version)
    guard let first = versions.min(), Set(versions) == Set(first..<first + lines.count) else {
      return lines
    }
    return lines.sorted { ($0.version ?? 0) < ($1.version ?? 0) }
  }

  /// The greatest place, from 1, whose time is at or before an instant; 0 where none is.
  private static func last(of times: [Timestamp?], notAfter instant: Timestamp) -> Int {
    times.lastIndex { $0.map { $0 <= instant } ?? false }.map { $0 + 1 } ?? 0
  }

  @Test("knows why a line is damaged, and of each other that it is not")
  func damage() {
    var builder = LogIndex.Builder()
    for position in 1...40 {
      if position.isMultiple(of: 7) {
        builder.appendDamaged()
      } else {
        builder.append(stream: "s", type: "T")
      }
    }
    let index = builder.index
    for position in 1...40 {
      #expect(index.damage(at: position) == (position.isMultiple(of: 7) ? .line : nil))
    }
  }

  @Test("sorts streams by the bytes of their names, a name before those it begins")
  func sorted() {
    let names: Set<String> = Set(
      ByteInternerTests.names.map { String(decoding: $0, as: UTF8.self) })
    var builder = LogIndex.Builder()
    for name in names { builder.append(stream: StreamName(name), type: "T") }
    let index = builder.index
    let sorted = index.streams(matching: StreamQuery()).map { index.stream($0).name }
    let expected: [StreamName] = names.map { StreamName($0) }.sorted()
    #expect(sorted == expected)
  }
}
