extension ForeignLogOracle {
  /// What the logs of unknown programs hold, and those of `../shared/data`.
  static let others: [ForeignLogOracle] = [
    ForeignLogOracle(
      "An issue tracker", in: "tracker.jsonl",
      streamCount: 6,
      streams: [
        "44": 4,
        "42": 5,
        "40": 11,
        "43": 5,
        "45": 4,
        "41": 1,
      ],
      typeCount: 4,
      types: [
        "commented": 6,
        "assigned": 10,
        "labeled": 9,
        "status_changed": 5,
      ],
      times: "2026-06-01T08:11:17.000000Z"..."2026-06-02T10:08:50.000000Z", timed: 30,
      events: [
        Sample(
          "44", 1, "commented",
          data: #"{"body":"seen 1"}"#),
        Sample(
          "44", 3, "assigned",
          data: #"{"assignee":"ann"}"#),
        Sample(
          "40", 11, "assigned",
          data: #"{"assignee":"ann"}"#),
      ]),
    ForeignLogOracle(
      "A shop that says _type", in: "shop.jsonl",
      streamCount: 5,
      streams: [
        "order-1002": 7,
        "order-1003": 5,
        "shipment-52": 6,
        "shipment-51": 5,
        "order-1001": 3,
      ],
      typeCount: 10,
      types: [
        "OrderPlaced": 3,
        "ItemAdded": 6,
        "ShipmentPacked": 2,
        "ShipmentSent": 2,
        "ItemRemoved": 2,
        "OrderPaid": 2,
        "ShipmentScanned": 4,
        "OrderShipped": 1,
        "NoteAdded": 2,
        "ShipmentDelivered": 2,
      ],
      times: "2026-01-05T09:24:45.128000Z"..."2026-01-06T05:07:53.991000Z", timed: 26,
      events: [
        Sample(
          "order-1002", 1, "OrderPlaced",
          data: #"{"customer":"c2","lines":[{"sku":"A1","count":4}]}"#),
        Sample(
          "order-1001", 1, "OrderPlaced",
          data: #"{"customer":"c9","lines":[{"sku":"A1","count":4}]}"#),
        Sample(
          "shipment-52", 6, "NoteAdded",
          data: #"{"text":"call back"}"#),
      ]),
    ForeignLogOracle(
      "Orders, each event delivered twice", in: "delivered-twice.jsonl",
      streamCount: 5,
      streams: [
        "order-7004": 24,
        "order-7005": 8,
        "order-7002": 4,
        "order-7001": 8,
        "order-7003": 4,
      ],
      typeCount: 4,
      types: [
        "OrderPaid": 14,
        "OrderPlaced": 12,
        "ItemAdded": 12,
        "OrderShipped": 10,
      ],
      times: "2026-03-02T09:25:00.000000Z"..."2026-03-03T00:23:00.000000Z", timed: 48,
      events: [
        Sample(
          "order-7004", 2, "OrderPaid",
          data: #"{"sum":72,"by":"bob"}"#),
        Sample(
          "order-7001", 4, "OrderPlaced",
          data: #"{"sum":89,"by":"bob"}"#),
        Sample(
          "order-7001", 8, "ItemAdded",
          data: #"{"sum":69,"by":"bob"}"#),
      ]),
    ForeignLogOracle(
      "Records of AWS Kinesis", in: "kinesis.jsonl",
      streamCount: 4,
      streams: [
        "trip-33": 7,
        "trip-34": 4,
        "trip-32": 4,
        "trip-31": 5,
      ],
      typeCount: 3,
      types: [
        "TripPaused": 6,
        "TripEnded": 6,
        "TripStarted": 8,
      ],
      times: "2026-03-02T08:11:41.250000Z"..."2026-03-02T10:45:42.000000Z", timed: 20,
      events: [
        Sample(
          "trip-33", 1, "TripPaused",
          data: #"{"kind":"TripPaused","km":29,"driver":"d7"}"#),
        Sample(
          "trip-33", 4, "TripEnded",
          data: #"{"kind":"TripEnded","km":25,"driver":"d7"}"#),
        Sample(
          "trip-34", 4, "TripPaused",
          data: #"{"kind":"TripPaused","km":4,"driver":"d9"}"#),
      ]),
    ForeignLogOracle(
      "GitHub activity", in: "github.jsonl",
      streamCount: 3,
      streams: [
        "acme/docs": 8,
        "acme/api": 7,
        "acme/web": 13,
      ],
      typeCount: 3,
      types: [
        "PushEvent": 11,
        "IssuesEvent": 9,
        "WatchEvent": 8,
      ],
      times: "2026-06-11T07:05:55.000000Z"..."2026-06-12T05:46:14.000000Z", timed: 28,
      events: [
        Sample(
          "acme/docs", 1, "PushEvent",
          data: #"{"push_id":1,"ref":"refs/heads/main"}"#),
        Sample(
          "acme/docs", 6, "IssuesEvent",
          data: #"{"action":"opened","number":15}"#),
        Sample(
          "acme/api", 7, "PushEvent",
          data: #"{"push_id":28,"ref":"refs/heads/main"}"#),
      ]),
    ForeignLogOracle(
      "A game server", in: "game.jsonl",
      streamCount: 4,
      streams: [
        "match-2": 6,
        "match-1": 12,
        "match-4": 4,
        "match-3": 8,
      ],
      typeCount: 4,
      types: [
        "score": 9,
        "leave": 6,
        "hit": 7,
        "spawn": 8,
      ],
      times: "2026-07-01T07:20:39.272000Z"..."2026-07-02T03:34:28.287000Z", timed: 30,
      events: [
        Sample(
          "match-2", 1, "score",
          data: #"{"player":"p6","hp":81}"#),
        Sample(
          "match-3", 5, "leave",
          data: #"{"player":"p2","hp":21}"#),
        Sample(
          "match-4", 4, "score",
          data: #"{"player":"p1","hp":49}"#),
      ]),
    ForeignLogOracle(
      "Events named by their key", in: "keyed.jsonl",
      streamCount: 5,
      streams: [
        "order-1002": 7,
        "shipment-52": 3,
        "order-1001": 8,
        "shipment-51": 2,
        "order-1003": 4,
      ],
      typeCount: 9,
      types: [
        "orderPlaced": 3,
        "shipmentPacked": 2,
        "shipmentSent": 2,
        "itemAdded": 6,
        "itemRemoved": 3,
        "orderPaid": 2,
        "orderShipped": 2,
        "noteAdded": 3,
        "shipmentScanned": 1,
      ],
      times: "2026-01-05T09:22:32.438000Z"..."2026-01-06T00:24:19.666000Z", timed: 24,
      events: [
        Sample(
          "order-1002", 1, "orderPlaced",
          data: #"{"customer":"c7","lines":[{"sku":"A1","count":4}]}"#),
        Sample(
          "order-1001", 5, "orderPaid",
          data: #"{"sum":86.72}"#),
        Sample(
          "order-1002", 7, "noteAdded",
          data: #"{"text":"call back"}"#),
      ]),
    ForeignLogOracle(
      "Trips", shared: "marten-trips/events.jsonl",
      streamCount: 100,
      streams: [
        "0": 37,
        "1": 14,
        "2": 44,
      ],
      typeCount: 6,
      types: [
        "DaemonTests.TestingSupport.TripStarted, DaemonTests": 100,
        "DaemonTests.TestingSupport.Departure, DaemonTests": 658,
        "DaemonTests.TestingSupport.Travel, DaemonTests": 952,
        "DaemonTests.TestingSupport.Arrival, DaemonTests": 558,
        "DaemonTests.FailingEvent, DaemonTests": 100,
        "DaemonTests.TestingSupport.TripEnded, DaemonTests": 48,
      ],
      events: [
        Sample(
          "0", 0, "DaemonTests.TestingSupport.TripStarted, DaemonTests",
          data: nil),
        Sample(
          "48", 35, "DaemonTests.TestingSupport.Arrival, DaemonTests",
          data: nil),
        Sample(
          "99", 4, "DaemonTests.TestingSupport.TripEnded, DaemonTests",
          data: nil),
      ]),
    ForeignLogOracle(
      "Temporal histories, all in one file", shared: "temporal/all-histories.jsonl",
      streamCount: 33,
      streams: [
        "awaitTimerConditionOldBehavior": 10,
        "cancellationScopeDeterminism": 13,
        "cancellationScopeDeterminism_beforeFlag": 13,
      ],
      typeCount: 52,
      types: [
        "EVENT_TYPE_WORKFLOW_TASK_SCHEDULED": 48,
        "EVENT_TYPE_WORKFLOW_TASK_STARTED": 47,
        "EVENT_TYPE_WORKFLOW_TASK_COMPLETED": 45,
        "WorkflowTaskScheduled": 40,
      ],
      times: "2020-07-14T15:04:02.000000Z"..."2026-04-01T20:02:55.443000Z", timed: 554,
      events: [
        Sample(
          "awaitTimerConditionOldBehavior", 3, "EVENT_TYPE_WORKFLOW_TASK_STARTED",
          data: #"{"scheduledEventId":"2","identity":"test-worker"}"#),
        Sample(
          "testAsyncActivityRetryHistory", 10, "WorkflowTaskCompleted",
          data: #"{"scheduledEventId":"8","startedEventId":"9","identity":"unknown-mac"}"#),
        Sample(
          "testUnknownHistoryEventMayNotIgnore", 3, "WorkflowTaskStarted",
          data: #"{"scheduledEventId":"2","identity":"2732293@aten"}"#),
      ]),
    ForeignLogOracle(
      "CloudEvents, examples", shared: "cloudevents/examples.jsonl",
      streamCount: 12,
      streams: [
        "https://example.com/orders": 1,
        "https://example.com/payments": 2,
        "https://example.com/inventory": 1,
      ],
      typeCount: 13,
      types: [
        "example.type": 11,
        "com.example.someevent": 7,
        "com.github.pull_request.opened": 3,
        "com.example.order.placed": 1,
      ],
      times: "2018-04-05T17:31:00.000000Z"..."2020-06-18T17:24:53.000000Z", timed: 10,
      events: [
        Sample(
          "https://example.com/orders", 1, "com.example.order.placed",
          data: #"{"orderId":"123","customerId":"456"}"#),
        Sample(
          "example/uri", 5, "example.type",
          data: #"{"hello":"world"}"#),
        Sample(
          "123", 1, "com.github.pull_request.opened",
          data: #""<much wow=\"xml\"/>""#),
      ]),
    ForeignLogOracle(
      "CloudEvents, sdk-java", shared: "cloudevents/sdk-java.jsonl",
      streamCount: 4,
      streams: [
        "https://serverless.com": 13,
        "sub": 21,
        "http://localhost/source": 10,
      ],
      typeCount: 3,
      types: [
        "aws.s3.object.created": 13,
        "Microsoft.Storage.BlobCreated": 2,
        "mock.test": 31,
      ],
      times: "2018-04-23T12:28:22.457934Z"..."2018-04-26T14:48:09.769000Z", timed: 36,
      events: [
        Sample(
          "sub", 1, "mock.test",
          data: #""e30=""#),
        Sample(
          "sub", 9, "mock.test",
          data: #""Hello World Lorena!""#),
        Sample(
          "sub", 21, "mock.test",
          data: #""<stuff></stuff>""#),
      ], damaged: 1),
  ]
}
