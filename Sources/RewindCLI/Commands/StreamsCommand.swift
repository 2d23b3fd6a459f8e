import Explorer
import Rewind

/// `rewind streams`: the streams of a log.
struct StreamsCommand {
  let invocation: Invocation
  let options: Command.Streams

  func run() throws -> Int32 {
    let index = try invocation.openLog().index
    let streams = try chosen(of: index)
    if invocation.shared.json {
      for stream in streams { try printJSON(index.stream(stream), in: index) }
    } else {
      var table = TextTable(numbers: [1], columns: 3)
      for stream in streams {
        let entry = index.stream(stream)
        table.add([
          Format.name(entry.name.rawValue), String(entry.eventCount),
          entry.lastTimestamp.map(invocation.text) ?? "",
        ])
      }
      for line in table.lines { try invocation.output.line(line) }
    }
    return 0
  }

  private func chosen(of index: LogIndex) throws(Failure) -> [StreamID] {
    var query = StreamQuery(sort: options.sort.order)
    if let name = options.category {
      guard let category = index.categories.first(where: { $0.name == name }) else {
        throw Failure("no category \(name) in this log\(known(in: index))", status: 1)
      }
      query.category = category.id
    }
    return index.streams(matching: query, limit: options.limit ?? .max)
  }

  private func known(in index: LogIndex) -> String {
    let names = index.categories.prefix(5).map(\.name)
    return names.isEmpty ? "" : "; there are \(names.joined(separator: ", "))"
  }

  private func printJSON(_ entry: StreamEntry, in index: LogIndex) throws {
    try invocation.printJSON([
      "stream": .string(entry.name.rawValue),
      "category": .string(index.categoryName(entry.category)),
      "events": JSONValue(entry.eventCount),
      "version": JSONValue(index.shownVersion(entry.eventCount, of: entry.id)),
      "position": JSONValue(index.shownPosition(entry.lastPosition)),
      "timestamp": entry.lastTimestamp.map { .string($0.rfc3339) },
    ])
  }
}

extension Command.Streams.Sort {
  fileprivate var order: StreamSort {
    switch self {
    case .name: .name
    case .events: .events
    case .recent: .recent
    }
  }
}
