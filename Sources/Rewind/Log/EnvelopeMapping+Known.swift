extension EnvelopeMapping {
  /// Rewind's own line.
  public static let rewind = known(
    "Rewind",
    [
      "stream=stream_id", "type=type", "version=version", "position=position",
      "timestamp=timestamp", "id=id", "data=data", "metadata=metadata",
    ])

  /// The field names of KurrentDB (formerly EventStoreDB).
  public static let kurrentDB = known(
    "KurrentDB",
    [
      "stream=streamId", "type=eventType", "version=eventNumber", "timestamp=created",
      "id=eventId", "data=data", "metadata=metadata",
    ])

  /// The columns of Marten's `mt_events`.
  public static let marten = known(
    "Marten",
    [
      "stream=stream_id", "tenant=tenant_id", "type=type", "version=version", "position=seq_id",
      "timestamp=timestamp", "id=id", "data=data", "metadata=headers",
    ])

  /// The columns of Message DB's `messages`.
  public static let messageDB = known(
    "Message DB",
    [
      "stream=stream_name", "type=type", "version=position", "position=global_position",
      "timestamp=time", "id=id", "data=data", "metadata=metadata",
    ])

  /// The context attributes of CloudEvents, from 0.1 to 1.0.
  public static let cloudEvents = known(
    "CloudEvents",
    [
      "stream=subject,source", "type=type,eventType", "timestamp=time,eventTime",
      "id=id,eventID", "data=data,base64 data_base64", "metadata=rest",
    ])

  /// The mapping of the system that wrote a line, by all the columns that tell it from others; nil
  /// where none is known.
  public static func known(for line: JSONObject) -> EnvelopeMapping? {
    let sample = LogSample([JSONValue.object(line).jsonText], file: "")
    return known(for: SampleFacts(sample))
  }

  /// The same of the lines of a sample.
  static func known(for facts: SampleFacts) -> EnvelopeMapping? {
    if var known = KnownSystem.all.first(where: { $0.fits(facts) })?.mapping {
      if known.sources[.stream] == nil {
        known.sources[.stream] = ChangedRows(facts, known)?.stream
      }
      // What is printed as an object with nothing in it, as structures of .NET are, says nothing.
      for role in [Role.version, .position, .id] {
        guard let field = known.sources[role]?.onlyPath.flatMap(facts.field),
          field.objectCount > 0, field.objectCount == field.presentCount
        else { continue }
        known.sources[role] = nil
      }
      return known.sources[.stream] == nil ? nil : known
    }
    let keys = facts.fields.filter { $0.depth == 1 }.map(\.path)
    let own = EnvelopeMapping.rewindKeys
    return ["stream_id", "type", "data"].allSatisfy { name in
      facts.field(JSONPath([.key(name)])).map { $0.coverageWithNull >= 0.6 } ?? false
    } && keys.allSatisfy(own.contains) ? rewind : nil
  }

  /// The keys that Rewind's own lines have.
  private static let rewindKeys = Set(
    ["position", "stream_id", "version", "batch", "type", "id", "timestamp", "data", "metadata"]
      .map { JSONPath([.key($0)]) })

  static func known(_ name: String, _ arguments: [String]) -> EnvelopeMapping {
    var mapping = EnvelopeMapping(name: name, sources: [:])
    for argument in arguments {
      // A word of ours that is no source would be seen by every test that opens a log.
      try? mapping.add(argument)
    }
    return mapping
  }
}
