/// The upcasters of a log, as chains by schema version.
public struct Upcasters: Sendable {
  /// Leaves every event as it is stored.
  public static let none = Upcasters([])

  private var byType: [String: [Int: Upcaster]] = [:]
  private let ownFingerprint: String
  /// Those outside the program, which come first.
  public internal(set) var outside: (any CategoryUpcasters)?
  /// The category that the log gives a stream; nil where that is the one of its name.
  var categories: (@Sendable (StreamName) -> String)?

  /// Makes chains of upcasters; of two for the same type and version, the later one counts.
  public init(_ upcasters: [Upcaster]) {
    for upcaster in upcasters { byType[upcaster.type, default: [:]][upcaster.version] = upcaster }
    ownFingerprint = byType.values.flatMap(\.values).map {
      "\($0.type) \($0.version).\($0.revision)"
    }.sorted().joined(separator: ",")
  }

  /// A text that tells these upcasters from others; what was made with others is made again.
  public var fingerprint: String {
    [ownFingerprint, outside?.fingerprint ?? ""].filter { !$0.isEmpty }.joined(separator: ",")
  }

  /// Whether every event stays as it is stored.
  public var isEmpty: Bool { byType.isEmpty && outside?.isEmpty != false }

  /// Whether events that are stored with a type may become others.
  public func lifts(_ type: String) -> Bool {
    byType[type] != nil || outside?.lifts(type) == true
  }

  /// Whether events of a category that are stored with a type may become others.
  public func lifts(_ type: String, ofCategory category: String) -> Bool {
    if let outside, outside.lifts(category: category) { return outside.lifts(type) }
    return byType[type] != nil
  }

  /// The schema version that an event of a type is to be stored with: the one that its chain leads to.
  public func currentVersion(ofType type: String) -> Int {
    (byType[type]?.keys.max() ?? 0) + 1
  }

  /// The events that a stored one is lifted to: itself, its successor, several, or none.
  ///
  /// - Throws: ``UpcastError`` where an upcaster throws; another error where those outside the program cannot
  ///   run at all.
  public func lifted(_ event: EventRecord) throws -> [EventRecord] {
    try upcast(event)?.parts ?? [event]
  }

  /// What a stored event of an old schema is lifted to; nil where it is folded as it is stored.
  ///
  /// - Throws: as ``lifted(_:)``.
  public func upcast(_ event: EventRecord) throws -> Upcast? {
    if let upcast = try outsideUpcast(event) { return upcast }
    return try ownUpcast(event)
  }

  /// The same, by the program's own upcasters.
  func ownUpcast(_ event: EventRecord) throws(UpcastError) -> Upcast? {
    guard let chain = byType[event.type] else { return nil }
    let version = event.schemaVersion
    guard chain[version] != nil else { return nil }
    var last = version + 1
    let parts = try lifted(
      EventSchema(type: event.type, data: event.data.value), from: version, event, last: &last)
    return Upcast(
      storedVersion: version, version: last,
      parts: parts.enumerated().map {
        EventRecord(event, lifted: $1, part: $0 + 1, of: parts.count)
      })
  }

  /// Calls a body with each event that a stored one is lifted to.
  ///
  /// - Throws: what the body throws; ``UpcastError`` before it is called.
  @inline(__always)
  func forEachPart(of event: EventRecord, _ body: (EventRecord) throws -> Void) throws {
    guard !isEmpty else { return try body(event) }
    for part in try lifted(event) { try body(part) }
  }

  /// Lifts along the chain; each step raises the version, so that it ends.
  ///
  /// - Parameter last: the highest version that was reached.
  private func lifted(
    _ schema: EventSchema, from version: Int, _ event: EventRecord, last: inout Int
  ) throws(UpcastError) -> [EventSchema] {
    guard let upcaster = byType[schema.type]?[version] else {
      last = max(last, version)
      return [schema]
    }
    let parts: [EventSchema]
    do {
      parts = try upcaster.lift(schema)
    } catch {
      throw UpcastError(
        type: schema.type, schemaVersion: version, at: event.place, reason: "\(error)")
    }
    var all: [EventSchema] = []
    for part in parts { all += try lifted(part, from: version + 1, event, last: &last) }
    return all
  }
}

extension Upcasters {
  /// An event as it is to be stored: where its type has upcasters and it says no schema version, with
  /// the one that they lead to in its metadata.
  public func stamped(_ event: NewEvent) -> NewEvent {
    let version = currentVersion(ofType: event.type)
    guard version > 1, event.metadata?["schema_version"] == nil else { return event }
    var metadata = JSONObject()
    if case .object(let given)? = event.metadata?.value { metadata = given }
    metadata["schema_version"] = .number(JSONNumber(version))
    var event = event
    event.metadata = JSONValue.object(metadata).jsonText
    return event
  }
}

extension EventRecord {
  /// The schema version that the event was stored with: `metadata.schema_version`, else 1.
  public var schemaVersion: Int { metadata?["schema_version"]?.int ?? 1 }
}
