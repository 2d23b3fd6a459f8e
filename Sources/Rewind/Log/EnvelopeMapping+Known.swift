extension EnvelopeMapping {
  /// Rewind's own line.
  public static let rewind = known(
    "Rewind",
    [
      .stream: "stream_id", .type: "type", .version: "version", .position: "position",
      .timestamp: "timestamp", .id: "id", .data: "data", .metadata: "metadata",
    ])

  /// The field names of KurrentDB (formerly EventStoreDB).
  public static let kurrentDB = known(
    "KurrentDB",
    [
      .stream: "streamId", .type: "eventType", .version: "eventNumber",
      .timestamp: "created", .id: "eventId", .data: "data", .metadata: "metadata",
    ])

  /// The columns of Marten's `mt_events`.
  public static let marten = known(
    "Marten",
    [
      .stream: "stream_id", .type: "type", .version: "version", .position: "seq_id",
      .timestamp: "timestamp", .id: "id", .data: "data", .metadata: "headers",
    ])

  /// The columns of Message DB's `messages`.
  public static let messageDB = known(
    "Message DB",
    [
      .stream: "stream_name", .type: "type", .version: "position",
      .position: "global_position", .timestamp: "time", .id: "id", .data: "data",
      .metadata: "metadata",
    ])

  /// The context attributes of CloudEvents 1.0.
  public static let cloudEvents = EnvelopeMapping(
    name: "CloudEvents",
    sources: [
      .stream: keys("subject", "source"), .type: keys("type"), .timestamp: keys("time"),
      .id: keys("id"), .data: keys("data", "data_base64"),
      .metadata: EnvelopeSource(alternatives: [[.rest(.root)]]),
    ])

  /// The mapping that fits a line by the keys it has, or nil where none is known.
  public static func known(for line: JSONObject) -> EnvelopeMapping? {
    func has(_ keys: String...) -> Bool { keys.allSatisfy { line[$0] != nil } }
    if has("stream_id", "type", "seq_id") { return marten }
    if has("stream_id", "type", "data") { return rewind }
    if has("stream_id", "type") { return marten }
    if has("streamId", "eventType") { return kurrentDB }
    if has("stream_name", "type") { return messageDB }
    if has("specversion", "type"), has("subject") || has("source") { return cloudEvents }
    return nil
  }

  private static func known(_ name: String, _ paths: [Role: String]) -> EnvelopeMapping {
    EnvelopeMapping(name: name, sources: paths.mapValues { keys($0) })
  }

  private static func keys(_ names: String...) -> EnvelopeSource {
    EnvelopeSource(alternatives: names.map { [.path(JSONPath([.key($0)]))] })
  }
}
