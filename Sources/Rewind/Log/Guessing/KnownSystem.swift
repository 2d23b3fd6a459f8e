/// A system whose lines are recognised by the columns that tell it from others.
struct KnownSystem: Sendable {
  /// How its lines are mapped; without a stream where they do not name it.
  let mapping: EnvelopeMapping
  /// The columns, each with what it is called instead at times.
  private let telling: [[JSONPath]]
  /// In which part of the lines each of them is there at least.
  private let share: Double
  /// Those of them that have a value there, which is not null.
  private let filled: [JSONPath]
  /// What a column says in every line, where that is telling too.
  private let values: [JSONPath: Set<String>]

  /// A system by its columns, `a|b` for one that is called either.
  init(
    _ mapping: EnvelopeMapping, _ telling: [String], share: Double = 0.6, filled: [String] = [],
    values: [String: Set<String>] = [:]
  ) {
    self.mapping = mapping
    self.telling = telling.map { $0.split(separator: "|").map { Self.path(String($0)) } }
    self.share = share
    self.filled = filled.map(Self.path)
    self.values = Dictionary(uniqueKeysWithValues: values.map { (Self.path($0.key), $0.value) })
  }

  init(
    _ name: String, _ telling: [String], share: Double = 0.6, filled: [String] = [],
    _ mapping: [String]
  ) {
    self.init(.known(name, mapping), telling, share: share, filled: filled)
  }

  private static func path(_ text: String) -> JSONPath {
    // A path of ours that is none would be seen by every test of its system.
    (try? JSONPath(parsing: text)) ?? .root
  }

  /// Whether the lines of a sample have all the columns.
  func fits(_ facts: SampleFacts) -> Bool {
    telling.allSatisfy { names in
      let coverage = names.reduce(0) { $0 + (facts.field($1)?.coverageWithNull ?? 0) }
      return coverage >= share
    }
      && filled.allSatisfy { (facts.field($0)?.coverage ?? 0) >= share }
      && values.allSatisfy { path, values in
        facts.field(path)?.texts.allSatisfy { $0.map(values.contains) ?? false } ?? false
      }
  }

  /// The systems, those first whose columns another has among its own.
  static let all = listed + kubernetes + debezium + kurrentDBOfDotNet + services + [kcat]

  private static let listed: [KnownSystem] = [
    KnownSystem(.marten, ["seq_id", "stream_id", "version", "type", "data"]),
    KnownSystem(.messageDB, ["stream_name", "type", "position", "global_position"]),
    KnownSystem(
      .cloudEvents, ["specversion|cloudEventsVersion", "type|eventType", "source", "id|eventID"]),
    KnownSystem(
      "Emmett",
      ["stream_id", "stream_position", "message_type", "message_data", "message_id"],
      [
        "stream=stream_id", "type=message_type", "version=stream_position",
        "position=global_position", "timestamp=created", "id=message_id", "data=message_data",
        "metadata=message_metadata",
      ]),
    KnownSystem(
      "Commanded",
      ["stream_uuid", "stream_version", "event_id", "event_type", "data"],
      [
        "stream=stream_uuid", "type=event_type", "version=stream_version",
        "position=event_number",
        "timestamp=created_at", "id=event_id", "data=data", "metadata=metadata",
        "correlation=correlation_id", "causation=causation_id",
      ]),
    KnownSystem(
      "KurrentDB Atom feed",
      ["streamId", "eventType", "eventNumber", "eventId", "updated", "isJson"],
      [
        "stream=streamId", "type=eventType", "version=eventNumber", "timestamp=updated",
        "id=eventId", "data=data", "metadata=metaData",
      ]),
    KnownSystem(.kurrentDB, ["streamId", "eventType", "eventNumber", "data"]),
    KnownSystem(
      "KurrentDB SQL",
      ["log_position", "stream", "event_number", "event_type", "data"],
      [
        "stream=stream", "type=event_type", "version=event_number", "position=log_position",
        "timestamp=created_at,created", "id=record_id,event_id", "data=data", "metadata=metadata",
      ]),
    KnownSystem(
      "KurrentDB client",
      ["event.streamId", "event.type", "event.revision", "event.data"],
      [
        "stream=event.streamId", "type=event.type", "version=event.revision",
        "position=event.position.commit,commitPosition", "timestamp=event.created", "id=event.id",
        "data=event.data", "metadata=event.metadata",
      ]),
    // Its event alone, without what leads to it.
    KnownSystem(
      "KurrentDB client", ["streamId", "type|eventType", "revision", "data"],
      [
        "stream=streamId", "type=type,eventType", "version=revision",
        "position=position.commit,commitPosition", "timestamp=created", "id=id,eventId",
        "data=data", "metadata=metadata",
      ]),
    KnownSystem(
      "EventSourcingDB",
      ["payload.subject", "payload.type", "payload.predecessorhash", "payload.data"],
      [
        "stream=payload.subject", "type=payload.type", "timestamp=payload.time", "id=payload.id",
        "data=payload.data", "metadata=rest payload",
      ]),
    KnownSystem(
      "Axon Server",
      [
        "aggregateIdentifier", "aggregateSequenceNumber", "aggregateType", "payloadType",
        "payloadData|payload",
      ],
      [
        "stream=aggregateIdentifier", "category=aggregateType", "type=payloadType",
        "version=aggregateSequenceNumber", "position=token", "timestamp=timestamp",
        "id=eventIdentifier,messageIdentifier", "data=payloadData,payload", "metadata=metaData",
      ]),
    KnownSystem(
      "Axon",
      [
        "aggregate_identifier", "sequence_number", "payload_type", "payload", "event_identifier",
        "time_stamp",
      ],
      [
        "stream=aggregate_identifier", "category=type", "type=payload_type",
        "version=sequence_number", "position=global_index", "timestamp=time_stamp",
        "id=event_identifier", "data=payload", "metadata=meta_data",
      ]),
    KnownSystem(
      "RailsEventStore", ["event_id", "event_type", "stream", "data", "metadata", "created_at"],
      [
        "stream=stream", "type=event_type", "version=position", "position=id",
        "timestamp=created_at", "id=event_id", "data=data", "metadata=metadata",
      ]),
    KnownSystem(
      "RailsEventStore",
      ["event_id", "event_type", "data", "metadata", "created_at", "valid_at"],
      [
        "type=event_type", "position=id", "timestamp=created_at", "id=event_id", "data=data",
        "metadata=metadata",
      ]),
    KnownSystem(
      "patchlevel",
      ["stream", "playhead", "event_name|event", "event_payload|payload", "recorded_on"],
      [
        "stream=stream", "type=event_name,event", "version=playhead", "position=id",
        "timestamp=recorded_on", "id=event_id", "data=event_payload,payload",
        "metadata=custom_headers",
      ]),
    KnownSystem(
      "factcast", ["header.ns", "header.type", "header.id", "header.aggIds", "payload"],
      [
        "stream=header.aggIds[0]", "type=header.type", "position=header.meta._ser",
        "timestamp=header.meta._ts", "id=header.id", "data=payload", "metadata=header",
      ]),
    KnownSystem(
      "spatie", ["aggregate_uuid", "event_class", "event_properties", "created_at"],
      [
        "stream=aggregate_uuid", "type=event_class", "version=aggregate_version", "position=id",
        "timestamp=created_at", "data=event_properties", "metadata=meta_data",
      ]),
    KnownSystem(
      "eventsourcing", ["originator_id", "originator_version", "topic", "state"],
      [
        "stream=originator_id", "type=topic", "version=originator_version",
        "position=notification_id", "data=state",
      ]),
    KnownSystem(
      "Claude Code", ["sessionId", "uuid", "parentUuid", "type", "timestamp", "isSidechain"],
      share: 0.5,
      [
        "stream=sessionId,@file", "type=type", "timestamp=timestamp", "id=uuid", "data=rest",
        "causation=parentUuid",
      ]),
    KnownSystem(
      .known(
        "Codex",
        ["stream=@file", "type=payload.type,type", "timestamp=timestamp", "data=payload"]),
      ["timestamp", "type", "payload"],
      values: [
        "type": [
          "session_meta", "response_item", "event_msg", "turn_context", "compacted",
          "world_state",
        ]
      ]),
    KnownSystem(
      "Temporal", ["eventId", "eventTime", "eventType"],
      [
        "type=eventType", "version=eventId", "timestamp=eventTime", "data=*EventAttributes",
        "metadata=rest",
      ]),
    KnownSystem(
      .known(
        "Segment",
        [
          "stream=userId,anonymousId", "type=event,type", "timestamp=timestamp", "id=messageId",
          "data=properties,traits", "metadata=rest",
        ]),
      ["type", "messageId", "timestamp", "userId|anonymousId", "context"],
      values: ["type": ["track", "identify", "page", "screen", "group", "alias"]]),
    KnownSystem(
      "OpenTelemetry spans", ["traceId", "spanId", "name", "startTimeUnixNano"],
      [
        "stream=traceId", "type=name", "timestamp=startTimeUnixNano", "id=spanId", "data=rest",
        "causation=parentSpanId",
      ]),
    KnownSystem(
      "OpenTelemetry logs",
      ["timeUnixNano|observedTimeUnixNano", "severityText|severityNumber", "body"],
      [
        "stream=traceId,@file", "type=eventName,severityText,severityNumber,=log",
        "timestamp=timeUnixNano,observedTimeUnixNano", "data=rest",
      ]),
    KnownSystem(
      "Jaeger", ["traceID", "spanID", "operationName", "startTime"],
      [
        "stream=traceID", "type=operationName", "timestamp=startTime", "id=spanID", "data=rest",
        "causation=references[0].spanID",
      ]),
  ]

  /// What KurrentDB's .NET client gives, as System.Text.Json prints it, with its names or in camel case: with
  /// what leads to the event, or the event alone.
  private static let kurrentDBOfDotNet = [
    (place: "Event.", isCamel: false), ("event.", true), ("", false), ("", true),
  ].map { place, isCamel in
    func spelled(_ name: String) -> String {
      isCamel ? name.prefix(1).lowercased() + name.dropFirst() : name
    }
    func at(_ name: String) -> String { place + spelled(name) }
    return KnownSystem(
      "KurrentDB .NET client",
      [at("EventStreamId"), at("EventType"), at("Data"), at("Created")],
      [
        "stream=\(at("EventStreamId"))", "type=\(at("EventType"))",
        "version=\(at("EventNumber"))",
        "position=\(at("Position")).\(spelled("CommitPosition"))",
        "timestamp=\(at("Created"))", "id=\(at("EventId"))", "data=base64 \(at("Data"))",
        "metadata=base64 \(at("Metadata"))",
      ])
  }

  /// Events of Kubernetes as they are, and as `kubectl get events --watch --output-watch-events` prints them.
  private static let kubernetes = ["", "object."].flatMap { place in
    ["involvedObject", "regarding"].map { name in
      let thing = place + name
      let times = ["lastTimestamp", "deprecatedLastTimestamp", "eventTime"].map { place + $0 }
      return KnownSystem(
        "Kubernetes events",
        [
          "\(place)kind", "\(place)metadata.uid", "\(place)reason", "\(thing).kind",
          "\(thing).name",
        ],
        [
          "stream=\(thing).kind+=/+\(thing).name", "tenant=\(thing).namespace",
          "category=\(thing).kind", "type=\(place)reason",
          "timestamp=\(times.joined(separator: ",")),\(place)metadata.creationTimestamp",
          "id=\(place)metadata.uid", "data=\(place.isEmpty ? "rest" : "rest object")",
        ])
    }
  }

  /// Any other messages of Kafka; what the payload calls its type is up to who wrote it.
  private static let kcat = KnownSystem(
    "kcat", ["topic", "partition", "offset", "key", "payload"], filled: ["key", "payload"],
    [
      "stream=key", "category=topic",
      "type=payload.type,payload.eventType,payload.event_type,payload.eventName,payload.event_name"
        + ",payload.\"$type\",payload.\"@type\",payload.event,payload.kind,payload.op,topic",
      "timestamp=ts", "data=payload", "metadata=rest",
    ])

  /// Changes of rows and documents: as they are, with their schema, in what kcat prints, and both.
  ///
  /// ``MappingGuess`` finds what names the stream, which is in the row.
  private static let debezium = ["", "payload.", "payload.payload."].flatMap { place in
    ["table", "collection"].map { kind in
      KnownSystem(
        "Debezium",
        ["op", "source.connector", "source.ts_ms", "source.\(kind)"].map { place + $0 },
        [
          "category=\(place)source.\(kind)", "type=\(place)op",
          "timestamp=\(place)source.ts_ms,\(place)ts_ms", "data=\(place)after",
          "metadata=\(place.isEmpty ? "rest" : "rest \(place.dropLast())")",
        ])
    }
  }
}

extension FieldFacts {
  /// In which part of the lines the key is there, with a value or null.
  var coverageWithNull: Double {
    Double(presentCount + nullCount) / Double(max(1, texts.count))
  }
}
