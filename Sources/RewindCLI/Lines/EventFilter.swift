import Platform
import Rewind

/// Which events `rewind events` prints; all but ids and the text is decided by the index alone.
struct EventFilter {
  private let options: Command.Events
  private let since: Timestamp?
  private let until: Timestamp?
  private let text: [UInt8]

  init(_ options: Command.Events, in invocation: Invocation, _ index: LogIndex) throws(Failure) {
    self.options = options
    text = Array((options.text ?? "").utf8)
    since = try Self.time(options.since, "--since", invocation, index)
    until = try Self.time(options.until, "--until", invocation, index)
  }

  private static func time(
    _ text: String?, _ option: String, _ invocation: Invocation, _ index: LogIndex
  ) throws(Failure) -> Timestamp? {
    guard let text else { return nil }
    return try invocation.time(text, option: option, in: index)
  }

  /// The positions behind `start` that may hold chosen events, in the order in which they are read.
  func candidates(of index: LogIndex, behind start: Int) -> any Sequence<Int> {
    // Few events have an id as their own; a correlation may have many.
    if let (link, id) = options.ids.min(by: { $0.key == .id && $1.key != .id }) {
      return part(of: index.candidates(carrying: id, as: [link]), behind: start)
    }
    guard let name = options.stream else {
      return part(of: 1..<index.eventCount + 1, behind: start)
    }
    guard let stream = index.streamID(named: name) else { return EmptyCollection<Int>() }
    return part(of: index.loggedPositions(of: stream), behind: start)
  }

  /// Those of ascending positions that are behind `start`, in the order in which they are read.
  private func part(
    of positions: some RandomAccessCollection<Int>, behind start: Int
  ) -> any Sequence<Int> {
    if options.backwards {
      return positions[..<positions.partitioningIndex { $0 >= start }].reversed()
    }
    return positions[positions.partitioningIndex { $0 > start }...]
  }

  /// Whether what the index knows of a line lets it be chosen; a damaged line is, if nothing else
  /// than times and places was asked for.
  func allows(_ entry: EventEntry, in index: LogIndex) -> Bool {
    guard let stream = entry.stream, let type = entry.type else {
      return options.stream == nil && options.category == nil && options.type == nil
        && options.ids.isEmpty && options.text == nil && since == nil && until == nil
    }
    // Those of a stream are the candidates where no id is asked for.
    if !options.ids.isEmpty, let wanted = options.stream,
      index.stream(stream).name.rawValue != wanted
    {
      return false
    }
    if let wanted = options.type, index.typeName(type) != wanted { return false }
    if let wanted = options.category,
      index.categoryName(index.stream(stream).category) != wanted
    {
      return false
    }
    guard since != nil || until != nil else { return true }
    guard let time = entry.timestamp else { return false }
    return (since.map { $0 <= time } ?? true) && (until.map { time < $0 } ?? true)
  }

  /// Whether an event carries the ids asked for, and its line contains the text.
  func allows(_ event: EventRecord) -> Bool {
    options.ids.allSatisfy { event.carries($0.value, as: [$0.key]) }
      && (text.isEmpty || event.line.contains(text))
  }
}

extension [UInt8] {
  /// Whether a part of the bytes is another array of bytes, which is not empty.
  fileprivate func contains(_ part: [UInt8]) -> Bool {
    guard count >= part.count else { return false }
    return withUnsafeBufferPointer { bytes in
      part.withUnsafeBufferPointer { part in
        (0...bytes.count - part.count).contains { start in
          bytes[start] == part[0]
            && bytes[start..<start + part.count].elementsEqual(part)
        }
      }
    }
  }
}
