internal import Rewind

/// Writes what is sent of an event: its data, or of large ones the members that handlers read, and what comes with them
/// once a handler asked for it.
struct EventWriter {
  /// What is sent of an event.
  let needs: ScriptNeeds
  /// What data are cut to; nil where they are sent whole.
  private let cut: MemberCut?
  /// Whether ``longInteger`` is looked for.
  var seeksIntegers: Bool
  /// The first integer of data that JavaScript would round.
  private(set) var longInteger: LongInteger?

  /// An integer of which digits are lost: where it stands.
  struct LongInteger {
    let digits: String
    let type: String
    /// The event's version, or whatever tells it from others.
    let version: Int
  }

  /// How many bytes data have, on average, that are worth being cut.
  private static let cutSize = 128

  /// - Parameters:
  ///   - cuts: whether data are large.
  ///   - seeksIntegers: whether ``longInteger`` is looked for.
  init(_ needs: ScriptNeeds, cuts: Bool, seeksIntegers: Bool) {
    self.needs = needs
    cut = cuts && needs.level < 2 ? needs.members.map(MemberCut.init) : nil
    self.seeksIntegers = seeksIntegers
  }

  /// How many they have where the child need not guard what is cut.
  private static let unguardedCutSize = 32

  /// Whether it takes less to cut the data of events than to send all of them.
  ///
  /// - Parameter isGuarded: whether handlers may read other members than those that are sent.
  static func areLarge(bytes: Int, events: Int, isGuarded: Bool = true) -> Bool {
    bytes > (isGuarded ? cutSize : unguardedCutSize) * events
  }

  /// What tells a child to which members data are cut; nothing where they are whole.
  var membersText: [UInt8] {
    guard let cut else { return [] }
    return Array(",\"members\":".utf8)
      + JSONValue.array(cut.names.map(JSONValue.string)).jsonText.bytes
  }

  /// Adds an event.
  mutating func add(_ event: EventRecord, at version: Int, to bytes: inout [UInt8]) {
    if needs.level > 0 { bytes.append(UInt8(ascii: "[")) }
    event.data.bytes.withUnsafeBufferPointer {
      addData($0, of: event.type, at: version, to: &bytes)
    }
    guard needs.level > 0 else { return }
    let number = event.loggedVersion ?? event.version - 1
    bytes += Array(",\(event.shownVersion),\(event.shownPosition),".utf8)
    bytes += (event.timestamp.map { JSONValue.string($0.rfc3339) } ?? .null).jsonText.bytes
    bytes.append(UInt8(ascii: ","))
    bytes += (event.id.map(JSONValue.string) ?? .null).jsonText.bytes
    bytes.append(UInt8(ascii: ","))
    bytes += event.metadata?.bytes ?? Self.null
    bytes += Array(",\(number)".utf8)
    if needs.level > 1 {
      for text in [event.data, event.metadata] {
        bytes.append(UInt8(ascii: ","))
        let exact = text.map { JSONValue.string(String(decoding: $0.bytes, as: UTF8.self)) }
        bytes += (exact ?? .null).jsonText.bytes
      }
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Adds the data of an event, of which nothing else is sent.
  mutating func addData(
    _ data: UnsafeBufferPointer<UInt8>, of type: @autoclosure () -> String, at version: Int,
    to bytes: inout [UInt8]
  ) {
    let start = bytes.count
    if let cut { cut.add(data, to: &bytes) } else { bytes += data }
    guard seeksIntegers, longInteger == nil else { return }
    let digits = bytes.withUnsafeBufferPointer {
      LongIntegers.first(in: UnsafeBufferPointer(rebasing: $0[start...]))
    }
    if let digits { longInteger = LongInteger(digits: digits, type: type(), version: version) }
  }

  private static let null = Array("null".utf8)[...]
}
