import TestSupport
import Testing

@testable import Rewind

/// Shapes of logs that newcomers brought, each with the mapping that is right.
@Suite("The guess at a shape of lines")
struct GuessTableTests {
  /// Lines made of numbers from 0, and the mapping.
  struct Shape: Sendable, CustomTestStringConvertible {
    let name: String
    var count = 40
    let right: String
    let line: @Sendable (Int) -> String

    var testDescription: String { name }
  }

  @Test("is right", arguments: kinds + wrapped + keys + data + types)
  func right(shape: Shape) throws {
    let lines = try (0..<shape.count).map { try JSONText(shape.line($0)) }
    let facts = SampleFacts(LogSample(lines, file: "log.jsonl"))
    let guess = EnvelopeMapping.known(for: facts) ?? MappingGuess.mapping(of: facts)
    #expect(guess.line == shape.right)
  }

  /// A text of two in turn, and an id that both have: neither tells the other.
  private static func kind(_ number: Int) -> String { ["order", "user"][number / 7 % 2] }
  private static func thing(_ number: Int) -> Int { number * 5 % 7 }
  private static func operation(_ number: Int) -> String { ["created", "changed"][number % 2] }
  private static func time(_ number: Int) -> String {
    "2026-03-01T00:\(10 + number):00Z"
  }

  // MARK: - Kind and id

  private static let kinds =
    [
      ("entity", "entity_id"), ("table", "record_id"), ("model", "model_id"),
      ("table_name", "row_id"), ("kind", "object_id"), ("resource", "resource_id"),
      ("aggregate", "aggregate_id"), ("entityName", "entityId"), ("entityType", "entityId"),
      ("collection", "doc_id"), ("content_type", "object_pk"),
    ].map { kind, id in
      Shape(
        name: "\(kind) beside \(id)",
        right: "stream=\(kind)+=-+\(id) type=op timestamp=ts id=id data=rest"
      ) {
        #"{"id":\#(1000 + $0),"\#(kind)":"\#(Self.kind($0))","\#(id)":\#(thing($0)),"op":"\#(operation($0))","ts":"\#(time($0))","n":\#($0)}"#
      }
    } + [
      Shape(
        name: "a version within kind and id",
        right: "stream=entity+=-+entity_id type=op version=v data=rest"
      ) {
        #"{"entity":"\#(["order", "user"][$0 % 2])","entity_id":\#($0 / 2 % 5),"op":"\#(["a", "b"][$0 / 3 % 2])","v":\#($0 / 10 + 1),"n":"x y z"}"#
      },
      Shape(
        name: "a name under a resource",
        right: "stream=resource+=-+name type=verb timestamp=at data=rest"
      ) {
        #"{"resource":"\#(["pods", "jobs"][$0 / 6 % 2])","name":"\#(["api", "web", "db"][$0 % 3])","verb":"\#(["patch", "update"][$0 % 2])","at":"\#(time($0))"}"#
      },
      Shape(
        name: "Kubernetes audit log",
        right:
          "stream=objectRef.resource+=/+objectRef.name,objectRef.resource+=/+responseObject.metadata.name,"
          + "objectRef.resource,requestURI tenant=objectRef.namespace category=objectRef.resource,=request "
          + "type=verb timestamp=requestReceivedTimestamp,stageTimestamp data=rest"
      ) {
        #"{"kind":"Event","auditID":"a\#($0)","stage":"ResponseComplete","requestURI":"/x","verb":"patch","objectRef":{"resource":"pods","namespace":"prod","name":"web\#($0 % 3)"},"requestReceivedTimestamp":"\#(time($0))"}"#
      },
    ]

  // MARK: - Values with their kind

  private static let wrapped = [
    Shape(
      name: "MongoDB's extended JSON",
      right: #"stream=cartId."$oid" type=type timestamp=at."$date" id=_id."$oid" data=data"#
    ) {
      #"{"_id":{"$oid":"e\#($0)"},"cartId":{"$oid":"c\#($0 % 4)"},"type":"\#(operation($0))","at":{"$date":"\#(time($0))"},"data":{"n":1}}"#
    },
    Shape(
      name: "DynamoDB's items",
      right: "stream=Item.orderId.S type=Item.type.S data=Item.payload.M metadata=rest Item"
    ) {
      #"{"Item":{"orderId":{"S":"o\#($0 % 4)"},"type":{"S":"\#(operation($0))"},"extra":{"S":"x\#($0) y"},"payload":{"M":{"n":{"N":"1"}}}}}"#
    },
  ]

  // MARK: - Keys

  private static let keys = [
    Shape(
      name: "an id of the document in which the event lies",
      right: "stream=repo type=action timestamp=at data=rest"
    ) {
      #"{"_document_id":"d\#($0)x","action":"\#(operation($0))","repo":"acme/\#($0 % 3)","at":"\#(time($0))","n":1}"#
    },
    Shape(
      name: "an id of the line, and a key that comes again",
      right: "stream=shelf type=action timestamp=at data=rest"
    ) {
      #"{"scan_id":"s\#($0)","action":"\#(operation($0))","shelf":"A\#($0 % 5)","at":"\#(time($0))"}"#
    },
    Shape(
      name: "Equinox, an event a batch",
      right: "stream=p type=e[0].c version=i timestamp=e[0].t,_ts data=e[0].d metadata=rest"
    ) {
      #"{"p":"Fav-\#($0 % 4)","id":"\#($0 / 4)","i":\#($0 / 4),"e":[{"c":"Added","d":{"n":\#($0)}}]}"#
    },
    Shape(
      name: "Equinox, several events a batch",
      right: "stream=p type==batch timestamp=_ts data=rest"
    ) {
      #"{"p":"Fav-\#($0 % 4)","id":"\#($0 / 4)","i":\#($0 / 4 * 2),"n":\#($0 / 4 * 2 + 2),"e":[{"c":"Added"},{"c":"Removed"}],"_ts":1772352000}"#
    },
    Shape(
      name: "events of Docker",
      right:
        "stream=Actor.ID category=Type type=Action timestamp=timeNano,time data=Actor.Attributes metadata=rest"
    ) {
      #"{"Type":"container","Action":"\#(["die", "start"][$0 % 2])","Actor":{"ID":"c\#($0 % 4)","Attributes":{"name":"web"}},"time":\#(1_772_352_000 + $0)}"#
    },
    Shape(
      name: "a flat dump of Kafka",
      right: "stream=key type=event_type timestamp=timestamp data=value metadata=rest"
    ) {
      #"{"partition":\#($0 % 2),"offset":\#($0 / 2),"key":"o\#($0 % 5)","event_type":"\#(operation($0 / 3))","timestamp":"\#(time($0))","value":{"n":1}}"#
    },
    Shape(
      name: "an id that came twice with its event",
      right: "stream=order_id type=type timestamp=at id=event_id data=rest"
    ) {
      let number = $0 == 21 ? 20 : $0
      return
        #"{"event_id":"e\#(number)","order_id":"o\#(number % 3)","type":"\#(operation(number))","at":"\#(time($0))","n":1}"#
    },
    Shape(
      name: "an array with several elements in a line",
      right: "stream=@file type=type timestamp=at data=rest"
    ) {
      let more = $0 == 7 ? #",{"order":"o9"}"# : ""
      return
        #"{"type":"\#(operation($0))","at":"\#(time($0))","events":[{"order":"o\#($0 % 3)"}\#(more)]}"#
    },
  ]

  // MARK: - Data

  private static let data = [
    Shape(
      name: "what stands beside the data in an object", count: 2,
      right:
        "stream=event.orderId type=event.type timestamp=event.at data=event.payload metadata=rest event"
    ) {
      #"{"event":{"orderId":"o-\#($0)","type":"A","extra":"keep\#($0)","at":"\#(time($0))","payload":{"n":\#($0)}}}"#
    },
    Shape(
      name: "what stands beside data and metadata",
      right: "stream=order_id type=type data=data metadata=rest"
    ) {
      #"{"order_id":"o\#($0 % 3)","type":"\#(operation($0))","data":{"n":1},"metadata":{"by":"x y"},"more":"m\#($0) z"}"#
    },
    Shape(
      name: "JSON in a text that is most of the line",
      right: "stream=log.order_id type=log.type timestamp=time data=log metadata=rest"
    ) {
      #"{"log":"{\"order_id\":\"o\#($0 % 4)\",\"type\":\"\#(operation($0))\",\"note\":\"a text that is not short\",\"n\":1}\n","stream":"stdout","time":"\#(time($0))"}"#
    },
    Shape(
      name: "JSON in a text that is called so",
      right: "stream=order_id type=kind data=json"
    ) {
      #"{"order_id":"o\#($0 % 4)","kind":"\#(operation($0))","json":"{\"n\":1}"}"#
    },
    Shape(
      name: "PaperTrail's changes before what was",
      right:
        "stream=item_id type=event timestamp=created_at id=id data=object_changes metadata=rest"
    ) {
      #"{"id":\#($0 + 1),"item_type":"Order","item_id":\#(thing($0)),"event":"\#(["create", "update"][$0 % 2])","object":"{\"n\":0}","object_changes":"{\"n\":[0,1]}","created_at":"\#(time($0))"}"#
    },
  ]

  // MARK: - Types and times

  private static let types = [
    Shape(
      name: "a message of few before the level",
      right: "stream=order_id type=msg timestamp=ts data=rest"
    ) {
      #"{"level":"\#(["info", "warn"][$0 % 2])","ts":"\#(time($0))","caller":"h.go:\#($0 % 3)","msg":"\#(["order paid", "order was sent to them"][$0 / 2 % 2])","order_id":"o\#($0 % 4)"}"#
    },
    Shape(
      name: "a template of Serilog's",
      right: #"stream=OrderId type="@mt" timestamp="@t" data=rest"#
    ) {
      #"{"@t":"\#(time($0))","@mt":"\#(["Order {Id} placed", "Order {Id} paid by {User}"][$0 % 2])","OrderId":\#(1000 + thing($0)),"SourceContext":"Shop.Orders"}"#
    },
    Shape(
      name: "an action before the type of what it is done to",
      right: "stream=id type=Action timestamp=time data=rest"
    ) {
      #"{"Type":"\#(["network", "container"][$0 / 2 % 2])","Action":"\#(["die", "start"][$0 % 2])","id":"c\#($0 % 4)","time":\#(1_772_352_000 + $0)}"#
    },
    Shape(
      name: "another name in a tenth of the lines",
      right: "stream=order_id,orderId type=type,eventType timestamp=at data=data,payload"
    ) {
      let isNew = $0 % 10 == 9
      return
        #"{"\#(isNew ? "orderId" : "order_id")":"o\#($0 % 3)","\#(isNew ? "eventType" : "type")":"\#(operation($0 / 2))","at":"\#(time($0))","\#(isNew ? "payload" : "data")":{"n":1}}"#
    },
    Shape(
      name: "a time that is not there in a fifth of the lines",
      right: "stream=order_id type=type timestamp=at data=rest"
    ) {
      #"{"order_id":"o\#($0 % 3)","type":"\#(operation($0))","at":"\#($0 % 5 == 0 ? ["", "NULL"][$0 % 2] : time($0))","n":1}"#
    },
    Shape(
      name: "a time that is an array",
      right: "stream=aggregateId type=type timestamp=occurredAt data=payload"
    ) {
      #"{"aggregateId":"c\#($0 % 3)","type":"\#(operation($0))","occurredAt":[2026,3,1,8,\#($0)],"payload":{"n":1}}"#
    },
    Shape(
      name: "a time that is an object",
      right: "stream=aggregateId type=type timestamp=at data=payload"
    ) {
      #"{"aggregateId":"c\#($0 % 3)","type":"\#(operation($0))","at":{"seconds":\#(1_772_352_000 + $0),"nanos":5},"payload":{"n":1}}"#
    },
  ]

  // MARK: - Files

  @Test("has the folders for streams where all files are called the same")
  func folders() throws {
    func guess(_ files: [String]) throws -> String {
      let folder = try TemporaryFolder()
      for file in files { try folder.write(file, #"{"type":"A","n":1}"# + "\n") }
      let logs = ReadOnlyFiles { files.map { folder.path($0) } }
      let sample = try LogSample(logs, try logs.list())
      return MappingGuess.mapping(of: SampleFacts(sample)).line
    }
    #expect(
      try guess(["cust-1/events.jsonl", "cust-2/events.jsonl"])
        == "stream=@folder type=type data=rest")
    #expect(try guess(["c/one.jsonl", "c/two.jsonl"]) == "stream=@file type=type data=rest")
    #expect(try guess(["c/one.jsonl"]) == "stream=@file type=type data=rest")
  }
}
