/// A log whose events have keys that no known mapping fits, and the best guess at one.
public struct UnknownMappingError: Error, Sendable, CustomStringConvertible {
  /// The file whose first event was looked at.
  public let file: String
  /// The first event.
  public let event: JSONObject

  /// The mapping that the keys' names suggest; roles that nothing suggests are left out.
  public var guess: EnvelopeMapping {
    var sources: [EnvelopeMapping.Role: EnvelopeSource] = [:]
    for role in EnvelopeMapping.Role.allCases {
      if let path = Self.candidates[role]?.first(where: { event.holds($0) }) {
        sources[role] = EnvelopeSource(alternatives: [[.path(JSONPath(path.map { .key($0) }))]])
      }
    }
    if sources[.data] == nil { sources[.data] = dataSource }
    if sources[.stream] == nil { sources[.stream] = EnvelopeSource(alternatives: [[.file]]) }
    return EnvelopeMapping(name: "guess", sources: sources)
  }

  /// One line: the file, its keys, and the mapping to give.
  public var description: String {
    "\(file): unknown keys (\(keys)); give a mapping, such as "
      + "EnvelopeMapping(arguments: \(guess.arguments))"
  }

  private var keys: String {
    let names = event.prefix(8).map(\.key)
    return names.joined(separator: ", ") + (event.count > names.count ? ", …" : "")
  }

  /// The one object among the values, else a key named by the type, else all that is left.
  private var dataSource: EnvelopeSource {
    let objects = event.filter { if case .object = $0.value { true } else { false } }
    if let name = objects.first?.key {
      for ending in ["EventAttributes", "Attributes", "Payload"]
      where name.hasSuffix(ending) && name != ending {
        return EnvelopeSource(alternatives: [[.suffix(ending)]])
      }
      return EnvelopeSource(alternatives: [[.path(JSONPath([.key(name)]))]])
    }
    return EnvelopeSource(alternatives: [[.rest(.root)]])
  }

  private static let candidates: [EnvelopeMapping.Role: [[String]]] = [
    .stream: [
      ["stream_id"], ["streamId"], ["stream_name"], ["streamName"], ["stream"], ["aggregate_id"],
      ["aggregateId"], ["aggregateID"], ["entity_id"], ["entityId"], ["history"], ["subject"],
      ["source"],
    ],
    .category: [["category"], ["aggregate_type"], ["aggregateType"], ["entity_type"]],
    .type: [
      ["type"], ["eventType"], ["event_type"], ["$type"], ["event", "$type"], ["event", "type"],
      ["name"], ["eventName"], ["event_name"], ["kind"],
    ],
    .version: [
      ["version"], ["stream_version"], ["streamVersion"], ["aggregate_version"],
      ["aggregateVersion"], ["eventNumber"], ["sequence_number"], ["sequenceNumber"], ["sequence"],
      ["eventId"],
    ],
    .position: [["position"], ["global_position"], ["globalPosition"], ["seq_id"]],
    .timestamp: [
      ["timestamp"], ["time"], ["created"], ["created_at"], ["createdAt"], ["occurred_at"],
      ["occurredAt"], ["eventTime"], ["event_time"], ["date"], ["ts"], ["@timestamp"],
    ],
    .id: [["id"], ["event_id"], ["eventID"], ["uuid"]],
    .data: [["data"], ["payload"], ["body"], ["event"]],
    .metadata: [["metadata"], ["meta"], ["headers"]],
  ]
}

extension JSONObject {
  /// Whether a path of keys leads to a value that is not null.
  fileprivate func holds(_ path: [String]) -> Bool {
    guard let value = self[path[0]] else { return false }
    guard path.count > 1 else { return value != .null }
    if case .object(let inner) = value { return inner.holds(Array(path.dropFirst())) }
    return false
  }
}
