internal import Rewind

/// Some events of a block, as a child is sent them at once.
struct ProjectionFrame {
  /// Its number in the session.
  let number: Int
  /// The events that are sent, of those of the block, with the numbers of their streams and types.
  private var sent: [Sent] = []
  private let events: EventBlock
  /// The streams and types that it is the first to name, as members of the request.
  private var tables: [UInt8] = []
  private var stored: [UInt8] = []
  /// Whether the child is to ask for the states of keys that it does not hold.
  private var asks: Bool
  /// Whether the child is to drop before it what it keeps of steps.
  var dropsKept = false
  private var body: [UInt8] = []
  private(set) var needs: ScriptNeeds
  /// The events between those that are sent, and behind them, where that is told.
  private(set) var passed: [ProjectionAnswers.Pass] = []
  /// The bytes that the data of its events have.
  private(set) var dataSize = 0
  private var longInteger: EventWriter.LongInteger?

  /// An event that is sent.
  struct Sent {
    /// Its number in the block.
    let event: Int
    let stream: Int
    /// The number of its type; ``softDeletion`` and ``hardDeletion`` stand for what is no event to handlers.
    let type: Int
  }

  static let (softDeletion, hardDeletion) = (-1, -2)

  // So that the next is made while the child folds one, each is a small part of what is folded.
  private static let sizeLimit = 1 << 18
  /// How many events are sent at most.
  static let countLimit = 4096
  private let limit: Int

  /// Begins a frame of a block's events.
  init(number: Int, _ events: EventBlock, asks: Bool, limit: Int) {
    self.limit = limit
    self.number = number
    self.events = events
    self.asks = asks
    needs = ScriptNeeds()
  }

  var isEmpty: Bool { sent.isEmpty }

  /// How many events are sent.
  var count: Int { sent.count }

  /// Whether no more events are good to be sent with it.
  var isFull: Bool { sent.count >= limit || dataSize >= Self.sizeLimit }

  /// Adds an event of its block.
  mutating func add(_ event: Sent) {
    sent.append(event)
    dataSize += events.dataSize(event.event)
  }

  /// Adds an event of its block that is not sent.
  mutating func pass(_ event: Int, _ reason: ProjectionAnswers.Reason) {
    passed.append(ProjectionAnswers.Pass(place: events.place(event), reason: reason))
  }

  /// Adds events that are not sent.
  mutating func pass(_ events: [ProjectionAnswers.Pass]) { passed += events }

  /// Takes the events behind so many off, of which the child knows all that comes with them.
  ///
  /// - Throws: ``ScriptEnd`` where there are no more than these.
  mutating func split(behind count: Int) throws -> ProjectionFrame {
    guard (1..<sent.count).contains(count) else { throw ScriptEnd.somethingElse }
    var rest = self
    rest.sent.removeFirst(count)
    rest.tables = Self.noTables
    rest.stored = Self.text(of: [])
    rest.asks = false
    rest.dropsKept = false
    let place = try place(count)
    rest.passed.removeAll { $0.place < place }
    passed.removeAll { $0.place > place }
    sent.removeLast(sent.count - count)
    (dataSize, rest.dataSize) = (size(of: sent), size(of: rest.sent))
    return rest
  }

  private func size(of sent: [Sent]) -> Int {
    sent.reduce(0) { $0 + events.dataSize($1.event) }
  }

  private static let noTables = Array(
    #","firstStream":0,"streams":[],"firstType":0,"types":[]"#.utf8)

  /// Adds what comes with the events: names of streams and types, and stored states.
  mutating func add(tables: [UInt8], stored: [(key: String, state: JSONText)]) {
    self.tables = tables
    self.stored = Self.text(of: stored)
  }

  /// Writes what is sent of the events.
  ///
  /// - Parameter isGuarded: whether handlers may read other members of data than those that are needed.
  mutating func write(
    _ needs: ScriptNeeds, seeksIntegers: Bool, isGuarded: Bool
  ) -> EventWriter.LongInteger? {
    self.needs = needs
    var writer = EventWriter(
      needs, cuts: EventWriter.areLarge(bytes: dataSize, events: sent.count, isGuarded: isGuarded),
      seeksIntegers: seeksIntegers)
    var bytes = Array(#"{"n":"#.utf8)
    bytes.reserveCapacity(dataSize + 16 * sent.count + tables.count + stored.count + 1024)
    bytes += Array("\(number),\"level\":\(needs.level)".utf8)
    bytes += writer.membersText
    bytes += tables
    bytes += Array(",\"stored\":".utf8)
    bytes += stored
    if asks { bytes += Array(",\"asks\":true".utf8) }
    if dropsKept { bytes += Array(",\"drops\":true".utf8) }
    addPositions(to: &bytes)
    bytes += Array(",\"events\":[".utf8)
    for (index, event) in sent.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(number: event.stream)
      bytes.append(UInt8(ascii: ","))
      bytes.append(number: event.type)
      bytes.append(UInt8(ascii: ","))
      // What is no event to handlers is not read by them.
      writer.seeksIntegers = seeksIntegers && event.type >= 0
      add(event.event, with: &writer, to: &bytes)
    }
    bytes += Array("]}".utf8)
    body = bytes
    return writer.longInteger
  }

  private func add(_ event: Int, with writer: inout EventWriter, to bytes: inout [UInt8]) {
    guard case .lines(let lines) = events, needs.level == 0 else {
      let record = events.record(event)
      return writer.add(record, at: record.position, to: &bytes)
    }
    let numbers = lines.numbers(event)
    lines.withData(event) { data in
      writer.addData(
        data, of: lines.typeName(numbers.type), at: lines.position(event), to: &bytes)
    }
  }

  /// What asks a child to fold the events.
  var frame: HostFrame { HostFrame(kind: .batch, bytes: body) }

  /// What answers a child that asked for stored states.
  func frame(stored states: [(key: String, state: JSONText)]) -> HostFrame {
    HostFrame(
      kind: .batch,
      bytes: Array("{\"n\":\(number),\"states\":".utf8) + Self.text(of: states) + Array("}".utf8))
  }

  /// Which event one of a number is, from 0.
  ///
  /// - Throws: ``ScriptEnd`` where there is none.
  func place(_ number: Int) throws -> ProjectionAnswers.Place {
    guard sent.indices.contains(number) else { throw ScriptEnd.somethingElse }
    return events.place(sent[number].event)
  }

  /// The event of a number, from 0; nil where there is none.
  func record(_ number: Int) -> EventRecord? {
    sent.indices.contains(number) ? events.record(sent[number].event) : nil
  }

  /// The position of the first, and where they do not follow each other those of all, counted from it.
  private func addPositions(to bytes: inout [UInt8]) {
    let first = position(of: sent[0])
    bytes += Array(",\"first\":\(first)".utf8)
    let last = position(of: sent[sent.count - 1])
    let follow = last - first == sent.count - 1 && events.isLastPart(sent[0].event)
    guard !follow else { return }
    bytes += Array(",\"positions\":[".utf8)
    for (index, event) in sent.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(number: position(of: event) - first)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private func position(of event: Sent) -> Int { events.place(event.event).position }

  /// Keys and states as pairs.
  private static func text(of states: [(key: String, state: JSONText)]) -> [UInt8] {
    var bytes = [UInt8(ascii: "[")]
    for (key, state) in states {
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "["))
      bytes += JSONValue.string(key).jsonText.bytes
      bytes.append(UInt8(ascii: ","))
      bytes += state.bytes
      bytes.append(UInt8(ascii: "]"))
    }
    bytes.append(UInt8(ascii: "]"))
    return bytes
  }
}
