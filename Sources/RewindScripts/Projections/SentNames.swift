internal import Rewind

/// The streams and types of a session's events, by the numbers that they are sent with, and which of the events are
/// of the projection.
struct SentNames {
  private let outline: ProjectionOutline
  private let category: (StreamName) -> String
  private var streams: [StreamName: Stream] = [:]
  private var streamCount = 0
  private var types: TypeNumbers
  private var typeCount = 0
  /// How most events are sent that are handed over as lines.
  private var lines = LineNumbers()
  /// What the next frame is the first to name.
  private var newStreams: [StreamName] = []

  private struct Stream {
    /// Its number; nil where nothing of it was sent.
    var number: Int?
    /// Whether the source has it.
    let isSelected: Bool
    /// The stream that this one tells the deletion of.
    let subject: StreamName?
  }

  init(_ outline: ProjectionOutline, category: @escaping (StreamName) -> String) {
    self.outline = outline
    self.category = category
    types = TypeNumbers(of: outline.types)
  }

  /// What becomes of an event.
  enum Way {
    case sent(ProjectionFrame.Sent)
    case passed(ProjectionAnswers.Reason)
  }

  /// How an event is sent, or why it is not.
  mutating func way(of event: EventRecord, at index: Int) -> Way {
    let found = stream(event.stream)
    if let subject = found.subject, event.type == "$metadata", Self.isTombstone(event) {
      return .sent(
        ProjectionFrame.Sent(
          event: index, stream: number(of: subject), type: ProjectionFrame.softDeletion))
    }
    guard found.isSelected || outline.source.typeStreams.contains(event.type) else {
      return .passed(.otherSource)
    }
    if outline.skipsLinks, event.type == "$>" { return .passed(.link) }
    if outline.hasDeletion, event.type == "$streamDeleted" {
      return .sent(
        ProjectionFrame.Sent(
          event: index, stream: number(of: event.stream), type: ProjectionFrame.hardDeletion))
    }
    guard let type = types.number(of: event.type) else { return .passed(.unhandled) }
    let stream = found.number ?? number(of: event.stream)
    return .sent(ProjectionFrame.Sent(event: index, stream: stream, type: type))
  }

  /// How an event of a block is sent, or why it is not.
  @inline(__always)
  mutating func way(of block: EventBlock, at index: Int) -> Way {
    switch block {
    case .records(let events): return way(of: events[index], at: index)
    case .lines(let events):
      let numbers = events.numbers(index)
      guard let sent = lines.sent(stream: numbers.stream, type: numbers.type) else {
        return wayOfNew(events, at: index)
      }
      return .sent(ProjectionFrame.Sent(event: index, stream: sent.stream, type: sent.type))
    }
  }

  /// How an event is sent whose stream or type is new among the lines, or one that is not sent as others are.
  private mutating func wayOfNew(_ events: EventLines, at index: Int) -> Way {
    let event = events.record(index)
    let way = way(of: event, at: index)
    let found = stream(event.stream)
    if case .sent(let sent) = way, sent.type >= 0, found.isSelected, found.subject == nil {
      let numbers = events.numbers(index)
      lines.note(stream: numbers.stream, as: sent.stream)
      lines.note(type: numbers.type, as: sent.type)
    }
    return way
  }

  /// The names that were numbered since this was asked last, as members of a request, and the streams among them.
  mutating func takeNew() -> (tables: [UInt8], streams: [StreamName]) {
    let streams = newStreams
    newStreams = []
    let names = streams.map { name in
      JSONValue.array([.string(name.rawValue), .string(category(name))])
    }
    let newTypes = types.names[typeCount...].map(JSONValue.string)
    var bytes = Array(",\"firstStream\":\(streamCount - streams.count),\"streams\":".utf8)
    bytes += JSONValue.array(names).jsonText.bytes
    bytes += Array(",\"firstType\":\(typeCount),\"types\":".utf8)
    bytes += JSONValue.array(newTypes).jsonText.bytes
    typeCount = types.names.count
    return (bytes, streams)
  }

  /// Forgets the streams: their numbers begin anew.
  mutating func forgetStreams() {
    streams = [:]
    streamCount = 0
    lines.forgetStreams()
  }

  private mutating func stream(_ name: StreamName) -> Stream {
    if let known = streams[name] { return known }
    let subject = subject(of: name)
    let isSelected = outline.source.takes(name, ofCategory: category(name))
    let made = Stream(number: nil, isSelected: isSelected, subject: subject)
    streams[name] = made
    return made
  }

  private mutating func number(of name: StreamName) -> Int {
    var known = stream(name)
    if let number = known.number { return number }
    let number = streamCount
    streamCount += 1
    known.number = number
    streams[name] = known
    newStreams.append(name)
    return number
  }

  /// The stream whose metadata a stream holds, where its deletion is waited for and it is of the source.
  private func subject(of name: StreamName) -> StreamName? {
    guard outline.hasDeletion, name.rawValue.hasPrefix("$$") else { return nil }
    let subject = StreamName(String(name.rawValue.dropFirst(2)))
    return outline.source.takes(subject, ofCategory: category(subject)) ? subject : nil
  }

  /// Whether metadata say that a stream is deleted, so that it may begin anew: that it is truncated before the last
  /// number that there is, today or in versions of 32 bits.
  private static func isTombstone(_ event: EventRecord) -> Bool {
    guard let before = event.data["$tb"]?.int else { return false }
    return before == Int.max || before == Int(Int32.max)
  }
}
