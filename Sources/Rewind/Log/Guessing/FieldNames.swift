/// What the names of fields suggest, in points; the values say the rest.
enum FieldNames {
  private static let people: Set<String> = [
    "actor", "user", "author", "owner", "login", "assignee", "email", "player", "creator", "by",
    "username", "reporter", "sender", "identity", "host", "ip", "caller",
  ]
  private static let entities: Set<String> = [
    "order", "match", "game", "room", "device", "issue", "repo", "repository", "account",
    "customer",
    "trip", "vehicle", "job", "workflow", "run", "build", "ticket", "cart", "shipment", "package",
    "invoice", "parcel", "object", "document", "task", "session", "flow", "container", "pod",
    "sensor", "machine", "product",
    "item",
    "book", "project", "thread", "conversation", "case", "payment", "booking", "reservation", "gig",
    "sku", "article", "asset", "character", "wallet", "contract", "claim", "station",
    "subscription",
  ]

  /// What is done to things.
  static let verbs: Set<String> = [
    "add", "attach", "cancel", "close", "create", "delete", "destroy", "detach", "die", "insert",
    "kill", "open",
    "paid", "patch", "pause", "pay", "pull", "push", "put", "remove", "restart", "send", "sent",
    "set", "start",
    "stop", "update",
  ]

  /// What things have, whatever happens to them.
  private static let properties: Set<String> = [
    "currency", "unit", "country", "region", "city", "zone", "language", "locale", "platform",
    "channel", "courier", "carrier", "vendor", "brand", "model", "env", "environment", "color",
    "colour", "size", "gender", "priority", "browser", "os", "category", "tag",
  ]

  /// A name in one piece: `createdAt` and `created_at` are the same.
  private static func joined(_ field: FieldFacts) -> String { field.words.joined() }

  static func time(_ field: FieldFacts) -> Double {
    switch joined(field) {
    case "timestamp", "time", "ts", "eventtime", "recordedat", "occurredat", "createdat", "created",
      "occurredon", "recordedon", "tsms", "timeunixnano", "loggedat", "happenedat", "datetime":
      return 30
    default: break
    }
    let words = Set(field.words)
    if !words.isDisjoint(with: ["due", "until", "expires", "expiry", "birth", "valid", "deadline"])
    {
      return -15
    }
    if !words.isDisjoint(with: ["updated", "end", "ended", "start", "started", "modified"]) {
      return 10
    }
    return words.isDisjoint(with: [
      "at", "time", "ts", "t", "date", "timestamp", "created", "when", "on",
    ])
      ? 0 : 20
  }

  static func type(_ field: FieldFacts) -> Double {
    let words = field.words
    if !Set(words).isDisjoint(with: people) { return -40 }
    switch joined(field) {
    case "eventtype", "type", "payloadtype", "messagetype": return 60
    case "eventname", "event", "ev", "evt", "kind", "eventclass", "action", "verb", "op",
      "operation":
      return 48
    case "name", "what", "activity", "topic", "method", "reason", "change": return 28
    case _ where isMessage(field): return 26
    case "lvl", "level", "sev", "severity": return 22
    case "field", "role": return 20
    case "status", "state", "result", "phase": return 8
    case "content", "mime", "contenttype", "datacontenttype", "specversion", "version": return -60
    default: break
    }
    if !Set(words).isDisjoint(with: properties) { return -25 }
    if words.last == "type" {
      // Those of something else: `content_type`, `aggregateType`.
      let isOfOther = [
        "content", "aggregate", "entity", "user", "mime", "stream", "source", "node",
      ]
      return isOfOther.contains(words.first ?? "") ? -30 : 30
    }
    return words.contains("event") || words.contains("action") ? 25 : 0
  }

  /// Whether it is what a logger was told: where that is one of few, it is what happened.
  static func isMessage(_ field: FieldFacts) -> Bool {
    ["msg", "message", "mt", "messagetemplate"].contains(joined(field))
  }

  /// Whether the values of a field may differ in all lines of a short log, by its name: what it is called says that
  /// they are types, or states that things come to.
  static func isOfTypesOrStates(_ field: FieldFacts) -> Bool {
    type(field) >= 40 || ["status", "state", "phase"].contains(joined(field))
  }

  static func stream(_ field: FieldFacts) -> Double {
    let words = field.words
    // What begins so is given by the database in which the event lies.
    if joined(field) == "documentid", case .key(let key)? = field.path.components.last,
      key.hasPrefix("_")
    {
      return -25
    }
    switch joined(field) {
    case "stream", "streamid", "streamname", "streamuuid", "aggregateid", "aggregateidentifier",
      "aggregateuuid", "entityid", "originatorid", "partitionkey":
      return 75
    case _ where !Set(field.allWords).isDisjoint(with: ["keys", "pk"]): return 48
    case "subject", "history", "sessionid", "session", "threadid", "conversationid", "workflowid",
      "documentid", "objectid", "resourceid":
      return 50
    case "traceid", "topic": return 28
    case "source", "key", "name": return field.nesting > 1 && isEntity(field) ? 42 : 15
    default: break
    }
    if !Set(field.allWords).isDisjoint(with: people) { return -25 }
    let foreign: Set<String> = [
      "partition", "shard", "logger",
      "event", "message", "correlation", "causation", "trace", "span", "request", "tenant",
      "parent",
      "transaction", "type", "status", "version", "level", "state", "batch", "currency", "country",
    ]
    if !Set(words).isDisjoint(with: foreign) { return -25 }
    if ["id", "ids", "uuid", "key", "number", "no", "ref", "identifier"].contains(words.last),
      words.count > 1
    {
      return isEntity(field) ? 45 : 35
    }
    if words == ["id"] {
      let isOfContent = !Set(field.allWords).isDisjoint(with: ["data", "payload", "body"])
      return field.nesting > 1 && (isEntity(field) || isOfContent) ? 35 : 15
    }
    return isNamedAsEntity(field) ? 38 : 0
  }

  /// Whether a name says that its numbers are no times, whatever they look like.
  static func isKey(_ field: FieldFacts) -> Bool {
    ["id", "key", "number", "no"].contains(field.words.last)
  }

  /// What the name of a person's key suggests where nothing else names a stream: `user.id`, `login`.
  static func person(_ field: FieldFacts) -> Double {
    guard !Set(field.allWords).isDisjoint(with: people), let last = field.words.last else {
      return 0
    }
    switch last {
    case "id", "uuid", "uid": return 40
    case "login", "email", "username", "user": return 32
    default: return 0
    }
  }

  private static func isEntity(_ field: FieldFacts) -> Bool {
    !Set(field.allWords).isDisjoint(with: entities)
  }

  /// Whether it is called as an entity is, or is what names the entity that it is within: `order`,
  /// `order.slug`, but not `order.color`.
  private static func isNamedAsEntity(_ field: FieldFacts) -> Bool {
    let words = field.words
    return !Set(words).isDisjoint(with: entities)
      || isEntity(field) && ["uid", "slug", "code", "sn", "serial"].contains(words.last)
  }

  static func version(_ field: FieldFacts) -> Double {
    switch joined(field) {
    case "version", "streamversion", "aggregateversion", "eventnumber", "sequencenumber",
      "playhead",
      "revision", "streamposition", "aggregatesequencenumber", "seqnum", "seqno", "seq", "sequence":
      return 30
    case "position", "number", "index", "nr", "eventid": return 20
    default: return 0
    }
  }

  static func position(_ field: FieldFacts) -> Double {
    switch joined(field) {
    case "globalposition", "position", "seqid", "globalindex", "logposition", "globalsequence",
      "eventnumber", "token", "offset", "globaloffset", "sequence", "seq", "commitposition":
      return 40
    default: return 0
    }
  }

  static func id(_ field: FieldFacts) -> Double {
    switch joined(field) {
    case "id", "eventid", "uuid", "messageid", "eventuuid", "eventidentifier", "guid", "key":
      return 40
    default: return 0
    }
  }

  static func category(_ field: FieldFacts) -> Double {
    switch joined(field) {
    case "category", "aggregatetype", "entitytype", "streamtype", "aggregate", "entity": return 40
    default: return 0
    }
  }

  static func tenant(_ field: FieldFacts) -> Double {
    ["tenantid", "tenant", "tenantname", "tenantkey", "tenantuuid"].contains(joined(field)) ? 40 : 0
  }

  static func correlation(_ field: FieldFacts) -> Double {
    ["correlationid", "correlation"].contains(joined(field)) ? 40 : 0
  }

  static func causation(_ field: FieldFacts) -> Double {
    ["causationid", "causation"].contains(joined(field)) ? 40 : 0
  }

  static func data(_ field: FieldFacts) -> Double {
    switch joined(field) {
    case "data", "payload", "body", "eventdata", "eventpayload", "messagedata", "jsondata",
      "json", "eventjson", "objectchanges", "auditedchanges":
      return 50
    case "event", "properties", "attributes", "params", "detail", "details", "args", "newvalue",
      "value",
      "after", "fields", "content", "message", "object", "state":
      return 38
    case "metadata", "meta", "headers", "context", "actor", "user", "repo", "source", "oldvalue",
      "before", "links", "id", "kubernetes", "agent", "host":
      return -60
    default: return 0
    }
  }

  static func metadata(_ field: FieldFacts) -> Double {
    switch joined(field) {
    case "metadata", "meta", "headers", "messagemetadata", "eventmetadata", "jsonmetadata":
      return 30
    default: return 0
    }
  }
}
