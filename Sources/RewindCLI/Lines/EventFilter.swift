import Rewind

/// Which events `rewind events` prints; all but the text is decided by the index alone.
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
    guard let name = options.stream else {
      return Self.part(of: 1..<index.eventCount + 1, behind: start, options.backwards)
    }
    guard let stream = index.streamID(named: name) else { return EmptyCollection<Int>() }
    let positions = index.loggedPositions(of: stream)
    if options.backwards {
      let end = positions.countUpTo(start - 1)
      return positions[..<end].lazy.reversed()
    }
    return positions[positions.countUpTo(start)...]
  }

  private static func part(
    of all: Range<Int>, behind start: Int, _ backwards: Bool
  ) -> any Sequence<Int> {
    if backwards { return all.clamped(to: 0..<max(0, start)).reversed() }
    return all.clamped(to: start + 1..<max(start + 1, all.upperBound))
  }

  /// Whether what the index knows of a line lets it be chosen; a damaged line is, if nothing else
  /// than times and places was asked for.
  func allows(_ entry: EventEntry, in index: LogIndex) -> Bool {
    guard let stream = entry.stream, let type = entry.type else {
      return options.stream == nil && options.category == nil && options.type == nil
        && options.text == nil && since == nil && until == nil
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

  /// Whether an event's line contains the text asked for.
  func allows(_ event: EventRecord) -> Bool {
    text.isEmpty || event.line.contains(text)
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
