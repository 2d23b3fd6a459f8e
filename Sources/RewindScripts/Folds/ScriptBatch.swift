internal import Rewind

/// Some of a batch's events, as a child is sent them.
///
/// Only what is needed crosses: nothing of types that no handler takes, of data that are large the members
/// that handlers read, and what comes with an event besides that once a handler asked for it.
struct ScriptBatch {
  /// The version of the first event, from 1.
  let firstVersion: Int
  /// The number of its first event in the batch.
  let start: Int
  /// The number of the batch's first event behind it.
  private(set) var end: Int
  /// Whether it is the batch's last part, of whose end the state is asked for.
  var isLast: Bool { end == count }
  /// What was wrong with events before a child was asked.
  private(set) var faults: [FoldFault] = []
  /// The events, for who has to name one.
  private(set) var events: ArraySlice<StoredEvent> = []
  /// The event behind them, where they are only the first of what was sent.
  private(set) var following: EventRecord?
  /// The first integer of the events' data that JavaScript would round, and its event's version.
  var longInteger: EventWriter.LongInteger? { writer.longInteger }
  /// How many events the batch has.
  private let count: Int
  private let interval: Int
  private var writer: EventWriter
  private var sent: [UInt8] = []
  private var types: TypeNumbers

  // So that the next is made while the child folds one, each is a small part of what is folded.
  private static let sizeLimit = 1 << 18
  private static let countLimit = 4096
  // The first ones are smaller, so that the child soon has something to do.
  private static let firstCountLimit = 512
  /// So many events tell whether data are worth being cut.
  private static let sampleCount = 64

  /// Takes events until they are enough.
  ///
  /// - Parameters:
  ///   - start: the number of the first.
  ///   - types: the types that a handler takes; nil for all.
  ///   - needs: what is sent of an event.
  ///   - seeksIntegers: whether ``longInteger`` is looked for.
  ///   - limit: how many events it has at most; nil for as many as are good at once.
  init(
    _ batch: FoldBatch, lifted: [Result<[EventRecord], UpcastError>]?, from start: Int,
    types taken: Set<String>?, needs: ScriptNeeds, seeksIntegers: Bool, limit: Int?
  ) {
    self.start = start
    count = batch.events.count
    firstVersion = batch.firstVersion + start
    interval = batch.interval
    let most = min(max(Self.firstCountLimit, 2 * start), Self.countLimit)
    let limit = min(batch.events.count, start + (limit ?? most))
    let isLarge = Self.areLarge(batch.events[start..<limit].prefix(Self.sampleCount))
    writer = EventWriter(needs, cuts: isLarge, seeksIntegers: seeksIntegers)
    self.types = TypeNumbers(of: taken)
    end = start
    var sent: [UInt8] = []
    sent.reserveCapacity(Self.sizeLimit + 4096)
    batch.events.withUnsafeBufferPointer { events in
      while end < limit, sent.count < Self.sizeLimit {
        if end > start { sent.append(UInt8(ascii: ",")) }
        let version = batch.firstVersion + end
        // An event of which data alone are sent stays where it is: to copy it takes as long as to send it.
        let isAdded =
          lifted == nil && writer.needs.level == 0
          && events[end].withTypeAndData { type, data in
            if !add(type, data, at: version, to: &sent) { sent += Self.nothing }
          }
        if !isAdded { add(events[end], at: version, lifted?[end], to: &sent) }
        end += 1
      }
    }
    events = batch.events[start..<end]
    self.sent = sent
  }

  /// Whether it takes less to cut the data of events than to send all of them.
  private static func areLarge(_ events: ArraySlice<StoredEvent>) -> Bool {
    EventWriter.areLarge(
      bytes: events.reduce(0) { $0 + ($1.record?.data.bytes.count ?? 0) }, events: events.count)
  }

  /// Whether a child may ask for more than it was sent of the events: for what it was not sent.
  func lacks(_ missing: ScriptNeeds) -> Bool { !writer.needs.covers(missing) }

  /// How many states are answered: those that are kept, and that at the end of the last part, which may be one
  /// of them.
  var answeredCount: Int {
    let isLastKept = (firstVersion + events.count - 1) % interval == 0
    return keptCount + (isLast && !isLastKept ? 1 : 0)
  }

  /// How many states are to be kept, at the versions that the batch's interval divides.
  var keptCount: Int {
    (firstVersion + events.count - 1) / interval - (firstVersion - 1) / interval
  }

  /// Its first events, as many as a number says, of which a child told already.
  func through(_ count: Int) -> ScriptBatch {
    var part = self
    part.end = start + count
    part.events = events.prefix(count)
    part.following = events.dropFirst(count).first?.record
    part.faults = faults.filter { $0.version < firstVersion + count }
    part.sent = []
    return part
  }

  /// What asks a child to fold the events on from a state; nil for where it is after what it was asked
  /// before.
  func frame(from state: ScriptState?) -> HostFrame {
    let stream = events.lazy.compactMap(\.record).first?.stream.rawValue ?? ""
    var bytes = Array(#"{"stream":"#.utf8)
    bytes.reserveCapacity(sent.count + (state?.text.bytes.count ?? 0) + 1024)
    bytes += JSONValue.string(stream).jsonText.bytes
    bytes += Array(
      ",\"level\":\(writer.needs.level),\"first\":\(firstVersion),\"interval\":\(interval),\"types\":"
        .utf8
    )
    bytes += JSONValue.array(types.names.map(JSONValue.string)).jsonText.bytes
    bytes += writer.membersText
    if isLast { bytes += Array(",\"isLast\":true".utf8) }
    if let state {
      if !state.isInitial {
        bytes += Array(",\"state\":".utf8)
        bytes += state.text.bytes
      }
    } else {
      bytes += Array(",\"goesOn\":true".utf8)
    }
    bytes += Array(",\"events\":[".utf8)
    bytes += sent
    bytes += Array("]}".utf8)
    return HostFrame(kind: .batch, bytes: bytes)
  }

  // MARK: Events

  /// Adds an event: its type's number and what is sent of it; -1 for none, -2 and a list for several.
  private mutating func add(
    _ stored: StoredEvent, at version: Int, _ lifted: Result<[EventRecord], UpcastError>?,
    to bytes: inout [UInt8]
  ) {
    switch stored {
    case .damaged(let line):
      faults.append(FoldFault(version: version, description: line.reason))
      bytes += Self.nothing
    case .event(let event):
      guard let lifted else { return add(event, at: version, to: &bytes) }
      do {
        let parts = try lifted.get()
        bytes += Array("-2,[".utf8)
        for (number, part) in parts.enumerated() {
          if number > 0 { bytes.append(UInt8(ascii: ",")) }
          add(part, at: version, to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
      } catch {
        faults.append(FoldFault(version: version, description: "\(error)"))
        bytes += Self.nothing
      }
    }
  }

  private static let nothing = Array("-1,0".utf8)

  private mutating func add(
    _ event: EventRecord, at version: Int, to bytes: inout [UInt8]
  ) {
    guard let number = types.number(of: event.type) else {
      bytes += Self.nothing
      return
    }
    bytes.append(number: number)
    bytes.append(UInt8(ascii: ","))
    writer.add(event, at: version, to: &bytes)
  }

  /// Adds an event of which data alone are sent.
  ///
  /// - Returns: whether it did, since a handler takes the type.
  private mutating func add(
    _ type: String, _ data: UnsafeBufferPointer<UInt8>, at version: Int, to bytes: inout [UInt8]
  ) -> Bool {
    guard let number = types.number(of: type) else { return false }
    bytes.append(number: number)
    bytes.append(UInt8(ascii: ","))
    writer.addData(data, of: type, at: version, to: &bytes)
    return true
  }
}
