import TestSupport
import Testing

@testable import Rewind

/// What a log of another program holds, told by who made the log and not by reading it.
struct ForeignLogOracle: Sendable, CustomTestStringConvertible {
  /// One event of the log.
  struct Sample: Sendable {
    let stream: String
    let version: Int
    let type: String
    /// The event's data; nil where they are too long to be repeated, or the log has none.
    let data: String?

    init(_ stream: String, _ version: Int, _ type: String, data: String?) {
      (self.stream, self.version, self.type, self.data) = (stream, version, type, data)
    }
  }

  let name: String
  /// The log's path; nil where the shared data are not there.
  let path: String?
  let streamCount: Int
  /// Some streams, or all, and how many events each has.
  let streams: [String: Int]
  let typeCount: Int
  /// Some types, or all, and how many events each has.
  let types: [String: Int]
  /// The earliest and the latest time; nil where the log has no times.
  let times: ClosedRange<String>?
  /// How many events have a time.
  let timed: Int
  /// Some events.
  let events: [Sample]
  /// How many lines are no event.
  let damaged: Int

  var testDescription: String { name }

  /// A log beside the tests, or with `shared` one of `../shared/data`.
  init(
    _ name: String, in fixture: String? = nil, shared: String? = nil, streamCount: Int,
    streams: [String: Int], typeCount: Int, types: [String: Int],
    times: ClosedRange<String>? = nil, timed: Int = 0, events: [Sample], damaged: Int = 0
  ) {
    self.name = name
    path = fixture.map { "\(Self.folder)/\($0)" } ?? shared.flatMap(SharedData.path)
    (self.streamCount, self.streams) = (streamCount, streams)
    (self.typeCount, self.types) = (typeCount, types)
    (self.times, self.timed) = (times, timed)
    (self.events, self.damaged) = (events, damaged)
  }

  private static var folder: String {
    #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/ForeignLogs"
  }
}

extension ForeignLogOracle {
  /// What differs in a log from what it should hold, each in one line.
  func differences(in log: EventLog) throws -> [String] {
    var differences: [String] = []
    func compare<Value: Equatable>(_ what: String, _ found: Value, _ right: Value) {
      if found != right { differences.append("\(what): \(found), right is \(right)") }
    }
    let snapshot = log.snapshot()
    let index = snapshot.index
    let total = index.eventCount
    let records = try snapshot.events(at: Array(1..<total + 1)).compactMap(\.record)
    compare("damaged lines", total - records.count, damaged)
    let byStream = Dictionary(grouping: records, by: \.stream.rawValue)
    compare("streams", byStream.count, streamCount)
    for (stream, count) in streams { compare("stream \(stream)", byStream[stream]?.count, count) }
    let byType = Dictionary(grouping: records, by: \.type)
    compare("types", byType.count, typeCount)
    for (type, count) in types { compare("type \(type)", byType[type]?.count, count) }
    let found = records.compactMap(\.timestamp).map(\.rfc3339)
    compare("events with a time", found.count, timed)
    compare("first time", found.min(), times?.lowerBound)
    compare("last time", found.max(), times?.upperBound)
    for sample in events {
      let place = "\(sample.stream) \(sample.version)"
      let record = byStream[sample.stream]?.first { $0.shownVersion == sample.version }
      compare("type of \(place)", record?.type, sample.type)
      guard let data = sample.data else { continue }
      compare("data of \(place)", record?.data.value, try JSONText(data).value)
    }
    return differences
  }
}
