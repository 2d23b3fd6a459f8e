extension ForeignLogOracle {
  /// What the exports of known systems hold; the fixtures are retyped after their documentation.
  static let systems: [ForeignLogOracle] = [
    ForeignLogOracle(
      "Commanded", in: "commanded.jsonl",
      streamCount: 4,
      streams: [
        "account-df08e2bf-0703-59da-88bc-69f67071e6cd": 2,
        "account-6054c95f-0874-56c6-a3c9-23e199a1a11b": 7,
        "account-b03cb987-ccb9-5c15-8e06-1a77ad918b7a": 6,
        "account-41600383-c004-5001-8471-0e3bb38b2d65": 13,
      ],
      typeCount: 4,
      types: [
        "Elixir.Bank.Events.AccountOpened": 4,
        "Elixir.Bank.Events.MoneyDeposited": 10,
        "Elixir.Bank.Events.OwnerRenamed": 8,
        "Elixir.Bank.Events.MoneyWithdrawn": 6,
      ],
      times: "2026-01-05T09:18:21.596853Z"..."2026-01-06T03:26:48.764666Z", timed: 28,
      events: [
        Sample(
          "account-df08e2bf-0703-59da-88bc-69f67071e6cd", 1, "Elixir.Bank.Events.AccountOpened",
          data: #"{"owner":"Ada","currency":"EUR"}"#),
        Sample(
          "account-b03cb987-ccb9-5c15-8e06-1a77ad918b7a", 4, "Elixir.Bank.Events.MoneyDeposited",
          data: #"{"amount":415}"#),
        Sample(
          "account-41600383-c004-5001-8471-0e3bb38b2d65", 13, "Elixir.Bank.Events.OwnerRenamed",
          data: #"{"owner":"Ada B."}"#),
      ]),
    ForeignLogOracle(
      "Emmett", in: "emmett.jsonl",
      streamCount: 5,
      streams: [
        "order-1001": 8,
        "order-1003": 6,
        "shipment-52": 7,
        "shipment-51": 5,
        "order-1002": 4,
      ],
      typeCount: 10,
      types: [
        "OrderPlaced": 3,
        "ShipmentPacked": 2,
        "ShipmentSent": 2,
        "ShipmentScanned": 4,
        "ItemAdded": 6,
        "ItemRemoved": 3,
        "OrderPaid": 2,
        "ShipmentDelivered": 2,
        "NoteAdded": 4,
        "OrderShipped": 2,
      ],
      times: "2026-01-05T09:07:44.096033Z"..."2026-01-06T09:36:08.388332Z", timed: 30,
      events: [
        Sample(
          "order-1001", 1, "OrderPlaced",
          data: #"{"customer":"c2","lines":[{"sku":"A1","count":1}]}"#),
        Sample(
          "order-1002", 2, "ItemAdded",
          data: #"{"sku":"B2","count":2}"#),
        Sample(
          "shipment-51", 5, "ShipmentDelivered",
          data: #"{"signed_by":null}"#),
      ]),
    ForeignLogOracle(
      "EventSourcingDB", in: "eventsourcingdb.jsonl",
      streamCount: 4,
      streams: [
        "/books/12": 5,
        "/readers/23": 7,
        "/books/7": 9,
        "/books/42": 5,
      ],
      typeCount: 4,
      types: [
        "example.library.book-acquired": 4,
        "example.library.book-returned": 10,
        "example.library.book-renewed": 7,
        "example.library.book-borrowed": 5,
      ],
      times: "2026-01-05T09:32:30.621429Z"..."2026-01-06T06:58:49.706529Z", timed: 26,
      events: [
        Sample(
          "/books/12", 1, "example.library.book-acquired",
          data: #"{"title":"Dune","shelf":9}"#),
        Sample(
          "/readers/23", 6, "example.library.book-borrowed",
          data: #"{"reader":"/readers/23","days":28}"#),
        Sample(
          "/books/7", 9, "example.library.book-renewed",
          data: #"{"days":7}"#),
      ]),
    ForeignLogOracle(
      "Axon Server query", in: "axon.jsonl",
      streamCount: 4,
      streams: [
        "df08e2bf-0703-59da-88bc-69f67071e6cd": 4,
        "b03cb987-ccb9-5c15-8e06-1a77ad918b7a": 6,
        "41600383-c004-5001-8471-0e3bb38b2d65": 7,
        "6054c95f-0874-56c6-a3c9-23e199a1a11b": 11,
      ],
      typeCount: 4,
      types: [
        "com.example.bank.AccountOpened": 4,
        "com.example.bank.OwnerRenamed": 9,
        "com.example.bank.MoneyDeposited": 7,
        "com.example.bank.MoneyWithdrawn": 8,
      ],
      times: "2026-01-05T09:32:14.318000Z"..."2026-01-06T03:14:50.303000Z", timed: 28,
      events: [
        Sample(
          "df08e2bf-0703-59da-88bc-69f67071e6cd", 0, "com.example.bank.AccountOpened",
          data: #"{"owner":"Linus","currency":"EUR"}"#),
        Sample(
          "41600383-c004-5001-8471-0e3bb38b2d65", 4, "com.example.bank.MoneyDeposited",
          data: #"{"amount":296}"#),
        Sample(
          "41600383-c004-5001-8471-0e3bb38b2d65", 6, "com.example.bank.MoneyWithdrawn",
          data: #"{"amount":83,"reason":"food"}"#),
      ]),
    ForeignLogOracle(
      "Axon JPA table", in: "axon-jpa.jsonl",
      streamCount: 4,
      streams: [
        "b03cb987-ccb9-5c15-8e06-1a77ad918b7a": 12,
        "6054c95f-0874-56c6-a3c9-23e199a1a11b": 6,
        "41600383-c004-5001-8471-0e3bb38b2d65": 6,
        "df08e2bf-0703-59da-88bc-69f67071e6cd": 2,
      ],
      typeCount: 4,
      types: [
        "com.example.bank.AccountOpened": 4,
        "com.example.bank.MoneyWithdrawn": 9,
        "com.example.bank.OwnerRenamed": 4,
        "com.example.bank.MoneyDeposited": 9,
      ],
      times: "2026-01-05T09:14:36.645000Z"..."2026-01-06T04:59:07.069000Z", timed: 26,
      events: [
        Sample(
          "b03cb987-ccb9-5c15-8e06-1a77ad918b7a", 0, "com.example.bank.AccountOpened",
          data: #"{"owner":"Grace","currency":"EUR"}"#),
        Sample(
          "df08e2bf-0703-59da-88bc-69f67071e6cd", 0, "com.example.bank.AccountOpened",
          data: #"{"owner":"Zoë","currency":"EUR"}"#),
        Sample(
          "b03cb987-ccb9-5c15-8e06-1a77ad918b7a", 11, "com.example.bank.MoneyWithdrawn",
          data: #"{"amount":55,"reason":"food"}"#),
      ]),
    ForeignLogOracle(
      "KurrentDB Atom feed", in: "kurrentdb-atom.jsonl",
      streamCount: 5,
      streams: [
        "shipment-52": 3,
        "order-1002": 6,
        "order-1001": 8,
        "order-1003": 8,
        "shipment-51": 3,
      ],
      typeCount: 9,
      types: [
        "ShipmentPacked": 2,
        "OrderPlaced": 3,
        "ItemAdded": 6,
        "ItemRemoved": 3,
        "ShipmentSent": 2,
        "OrderPaid": 3,
        "OrderShipped": 3,
        "NoteAdded": 4,
        "ShipmentScanned": 2,
      ],
      times: "2026-01-05T10:25:03.267853Z"..."2026-01-06T06:01:04.359523Z", timed: 28,
      events: [
        Sample(
          "shipment-52", 0, "ShipmentPacked",
          data: #"{"weight":8}"#),
        Sample(
          "order-1001", 4, "OrderPaid",
          data: #"{"sum":66.21}"#),
        Sample(
          "order-1003", 7, "NoteAdded",
          data: #"{"text":"fragile"}"#),
      ]),
    ForeignLogOracle(
      "KurrentDB SQL", in: "kurrentdb-sql.jsonl",
      streamCount: 5,
      streams: [
        "shipment-52": 7,
        "order-1003": 7,
        "shipment-51": 5,
        "order-1001": 6,
        "order-1002": 3,
      ],
      typeCount: 10,
      types: [
        "ShipmentPacked": 2,
        "OrderPlaced": 3,
        "ShipmentSent": 2,
        "ShipmentScanned": 4,
        "ItemAdded": 6,
        "ItemRemoved": 2,
        "ShipmentDelivered": 2,
        "OrderPaid": 2,
        "OrderShipped": 2,
        "NoteAdded": 3,
      ],
      times: "2026-01-05T10:18:21.861881Z"..."2026-01-06T05:04:13.343732Z", timed: 28,
      events: [
        Sample(
          "shipment-52", 0, "ShipmentPacked",
          data: #"{"weight":22}"#),
        Sample(
          "shipment-52", 4, "ShipmentDelivered",
          data: #"{"signed_by":null}"#),
        Sample(
          "order-1003", 6, "NoteAdded",
          data: #"{"text":"fragile"}"#),
      ]),
    ForeignLogOracle(
      "KurrentDB gRPC client", in: "kurrentdb-grpc.jsonl",
      streamCount: 5,
      streams: [
        "order-1003": 5,
        "shipment-52": 8,
        "shipment-51": 4,
        "order-1001": 6,
        "order-1002": 5,
      ],
      typeCount: 10,
      types: [
        "OrderPlaced": 3,
        "ItemAdded": 6,
        "ShipmentPacked": 2,
        "ShipmentSent": 2,
        "ShipmentScanned": 4,
        "ShipmentDelivered": 1,
        "NoteAdded": 3,
        "ItemRemoved": 3,
        "OrderPaid": 3,
        "OrderShipped": 1,
      ],
      times: "2026-01-05T09:49:22.492000Z"..."2026-01-06T08:05:10.071000Z", timed: 28,
      events: [
        Sample(
          "order-1003", 0, "OrderPlaced",
          data: #"{"customer":"c8","lines":[{"sku":"A1","count":4}]}"#),
        Sample(
          "order-1001", 1, "ItemAdded",
          data: #"{"sku":"C3","count":2}"#),
        Sample(
          "order-1001", 5, "OrderShipped",
          data: #"{"carrier":"post"}"#),
      ]),
    ForeignLogOracle(
      "Temporal histories, a file each", in: "temporal",
      streamCount: 3,
      streams: [
        "checkout-1": 10,
        "checkout-2": 10,
        "checkout-3": 7,
      ],
      typeCount: 10,
      types: [
        "EVENT_TYPE_WORKFLOW_EXECUTION_STARTED": 3,
        "EVENT_TYPE_WORKFLOW_TASK_SCHEDULED": 3,
        "EVENT_TYPE_WORKFLOW_TASK_STARTED": 3,
        "EVENT_TYPE_WORKFLOW_TASK_COMPLETED": 3,
        "EVENT_TYPE_ACTIVITY_TASK_SCHEDULED": 3,
        "EVENT_TYPE_ACTIVITY_TASK_STARTED": 3,
        "EVENT_TYPE_ACTIVITY_TASK_COMPLETED": 3,
        "EVENT_TYPE_TIMER_STARTED": 2,
        "EVENT_TYPE_TIMER_FIRED": 2,
        "EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED": 2,
      ],
      times: "2026-02-01T08:44:13.993908Z"..."2026-02-02T04:11:05.332985Z", timed: 27,
      events: [
        Sample(
          "checkout-1", 1, "EVENT_TYPE_WORKFLOW_EXECUTION_STARTED",
          data: #"{"workflowType":{"name":"Checkout"},"taskQueue":{"name":"shop"}}"#),
        Sample(
          "checkout-2", 4, "EVENT_TYPE_WORKFLOW_TASK_COMPLETED",
          data: #"{"scheduledEventId":"2","startedEventId":"3"}"#),
        Sample(
          "checkout-3", 7, "EVENT_TYPE_ACTIVITY_TASK_COMPLETED",
          data: #"{"scheduledEventId":"5"}"#),
      ]),
    ForeignLogOracle(
      "Debezium", in: "debezium.jsonl",
      streamCount: 5,
      streams: [
        "customers-1000": 7,
        "orders-1001": 9,
        "customers-1002": 6,
        "orders-1003": 5,
        "customers-1003": 3,
      ],
      typeCount: 3,
      types: [
        "c": 5,
        "u": 24,
        "d": 1,
      ],
      times: "2026-03-01T06:30:58.388000Z"..."2026-03-02T00:45:16.709000Z", timed: 30,
      events: [
        Sample(
          "customers-1000", 1, "c",
          data: #"{"id":1000,"name":"Ed","email":"1@example.org"}"#),
        Sample(
          "customers-1002", 5, "u",
          data: #"{"id":1002,"name":"Anne","email":"15@example.org"}"#),
        Sample(
          "customers-1003", 3, "u",
          data: #"{"id":1003,"name":"Ed","email":"30@example.org"}"#),
      ]),
    ForeignLogOracle(
      "CloudEvents batch", in: "cloudevents-batch.json",
      streamCount: 4,
      streams: [
        "readers/23": 5,
        "books/7": 12,
        "books/42": 4,
        "books/12": 3,
      ],
      typeCount: 4,
      types: [
        "example.book.acquired": 4,
        "example.book.returned": 5,
        "example.book.renewed": 6,
        "example.book.borrowed": 9,
      ],
      times: "2026-01-05T10:03:13.643000Z"..."2026-01-06T01:32:04.307000Z", timed: 24,
      events: [
        Sample(
          "readers/23", 1, "example.book.acquired",
          data: #"{"title":"Dune","shelf":6}"#),
        Sample(
          "readers/23", 4, "example.book.borrowed",
          data: #"{"reader":"/readers/23","days":14}"#),
        Sample(
          "books/42", 4, "example.book.borrowed",
          data: #"{"reader":"/readers/23","days":28}"#),
      ]),
    ForeignLogOracle(
      "Claude Code sessions", in: "claude-code",
      streamCount: 2,
      streams: [
        "e1bbacb3-2a3c-5327-a64d-9cf7d00b6818": 14,
        "cd14a060-95e3-55af-b9ed-1c4b70d9db8b": 14,
      ],
      typeCount: 4,
      types: [
        "summary": 2,
        "file-history-snapshot": 2,
        "user": 12,
        "assistant": 12,
      ],
      times: "2026-04-01T08:18:01.034000Z"..."2026-04-02T01:08:26.046000Z", timed: 24,
      events: [
        Sample(
          "e1bbacb3-2a3c-5327-a64d-9cf7d00b6818", 1, "summary",
          data: nil),
        Sample(
          "cd14a060-95e3-55af-b9ed-1c4b70d9db8b", 1, "summary",
          data: nil),
        Sample(
          "cd14a060-95e3-55af-b9ed-1c4b70d9db8b", 14, "assistant",
          data: nil),
      ]),
    ForeignLogOracle(
      "Codex sessions", in: "codex",
      streamCount: 2,
      streams: [
        "rollout-2026-05-01T07-00-00-021a142c-e07f-5db6-b782-1fccbaf8aba3": 25,
        "rollout-2026-05-02T07-00-00-c78bdcb0-880d-5267-9cfd-e755a6182918": 25,
      ],
      typeCount: 7,
      types: [
        "session_meta": 2,
        "message": 8,
        "user_message": 8,
        "turn_context": 8,
        "function_call": 8,
        "function_call_output": 8,
        "token_count": 8,
      ],
      times: "2026-05-01T07:52:59.833000Z"..."2026-05-03T00:22:42.971000Z", timed: 50,
      events: [
        Sample(
          "rollout-2026-05-01T07-00-00-021a142c-e07f-5db6-b782-1fccbaf8aba3", 3, "user_message",
          data: #"{"type":"user_message","message":"step 0","kind":"plain"}"#),
        Sample(
          "rollout-2026-05-02T07-00-00-c78bdcb0-880d-5267-9cfd-e755a6182918", 3, "user_message",
          data: #"{"type":"user_message","message":"step 0","kind":"plain"}"#),
        Sample(
          "rollout-2026-05-02T07-00-00-c78bdcb0-880d-5267-9cfd-e755a6182918", 25, "token_count",
          data: #"{"type":"token_count","info":{"total":7894}}"#),
      ]),
    ForeignLogOracle(
      "RailsEventStore", in: "rails-event-store.jsonl",
      streamCount: 5,
      streams: [
        "Ordering::Order$shipment-51": 7,
        "Ordering::Order$order-1003": 4,
        "Ordering::Order$order-1002": 7,
        "Ordering::Order$order-1001": 4,
        "Ordering::Order$shipment-52": 6,
      ],
      typeCount: 10,
      types: [
        "Ordering::ShipmentPacked": 2,
        "Ordering::OrderPlaced": 3,
        "Ordering::ShipmentSent": 2,
        "Ordering::ShipmentScanned": 4,
        "Ordering::ItemAdded": 6,
        "Ordering::ShipmentDelivered": 2,
        "Ordering::NoteAdded": 4,
        "Ordering::ItemRemoved": 3,
        "Ordering::OrderPaid": 1,
        "Ordering::OrderShipped": 1,
      ],
      times: "2026-01-05T10:04:48.282061Z"..."2026-01-06T09:06:24.349966Z", timed: 28,
      events: [
        Sample(
          "Ordering::Order$shipment-51", 0, "Ordering::ShipmentPacked",
          data: #"{"weight":12}"#),
        Sample(
          "Ordering::Order$shipment-52", 2, "Ordering::ShipmentScanned",
          data: #"{"at":"BRE"}"#),
        Sample(
          "Ordering::Order$order-1001", 3, "Ordering::ItemRemoved",
          data: #"{"sku":"B2"}"#),
      ]),
    ForeignLogOracle(
      "RailsEventStore, the events alone", in: "rails-event-store-events.jsonl",
      streamCount: 4,
      streams: [
        "df08e2bf-0703-59da-88bc-69f67071e6cd": 7,
        "b03cb987-ccb9-5c15-8e06-1a77ad918b7a": 14,
        "41600383-c004-5001-8471-0e3bb38b2d65": 3,
        "6054c95f-0874-56c6-a3c9-23e199a1a11b": 4,
      ],
      typeCount: 4,
      types: [
        "AccountOpened": 4,
        "MoneyWithdrawn": 9,
        "OwnerRenamed": 7,
        "MoneyDeposited": 8,
      ],
      times: "2026-01-05T09:19:10.254402Z"..."2026-01-06T03:27:40.536676Z", timed: 28,
      events: [
        Sample(
          "b03cb987-ccb9-5c15-8e06-1a77ad918b7a", 3, "OwnerRenamed",
          data: #"{"account_id":"b03cb987-ccb9-5c15-8e06-1a77ad918b7a","owner":"Ada B."}"#),
        Sample(
          "b03cb987-ccb9-5c15-8e06-1a77ad918b7a", 10, "OwnerRenamed",
          data: #"{"account_id":"b03cb987-ccb9-5c15-8e06-1a77ad918b7a","owner":"Ada B."}"#),
        Sample(
          "6054c95f-0874-56c6-a3c9-23e199a1a11b", 4, "OwnerRenamed",
          data: #"{"account_id":"6054c95f-0874-56c6-a3c9-23e199a1a11b","owner":"Grace H."}"#),
      ]),
    ForeignLogOracle(
      "patchlevel", in: "patchlevel.jsonl",
      streamCount: 4,
      streams: [
        "book-42": 10,
        "book-12": 7,
        "book-7": 3,
        "book-23": 6,
      ],
      typeCount: 4,
      types: [
        "book.acquired": 4,
        "book.renewed": 9,
        "book.returned": 10,
        "book.borrowed": 3,
      ],
      times: "2026-01-05T09:35:22.000000Z"..."2026-01-06T02:53:08.000000Z", timed: 26,
      events: [
        Sample(
          "book-42", 1, "book.acquired",
          data: #"{"title":"Ulysses","shelf":3}"#),
        Sample(
          "book-23", 5, "book.renewed",
          data: #"{"days":7}"#),
        Sample(
          "book-12", 7, "book.returned",
          data: #"{"late":true}"#),
      ]),
    ForeignLogOracle(
      "factcast", in: "factcast.jsonl",
      streamCount: 4,
      streams: [
        "df08e2bf-0703-59da-88bc-69f67071e6cd": 8,
        "b03cb987-ccb9-5c15-8e06-1a77ad918b7a": 5,
        "41600383-c004-5001-8471-0e3bb38b2d65": 6,
        "6054c95f-0874-56c6-a3c9-23e199a1a11b": 7,
      ],
      typeCount: 4,
      types: [
        "AccountOpened": 4,
        "MoneyDeposited": 6,
        "MoneyWithdrawn": 8,
        "OwnerRenamed": 8,
      ],
      times: "2026-01-05T09:28:32.012000Z"..."2026-01-06T04:44:37.744000Z", timed: 26,
      events: [
        Sample(
          "df08e2bf-0703-59da-88bc-69f67071e6cd", 1, "AccountOpened",
          data: #"{"owner":"Ada","currency":"EUR"}"#),
        Sample(
          "b03cb987-ccb9-5c15-8e06-1a77ad918b7a", 2, "MoneyWithdrawn",
          data: #"{"amount":9,"reason":"rent"}"#),
        Sample(
          "df08e2bf-0703-59da-88bc-69f67071e6cd", 8, "OwnerRenamed",
          data: #"{"owner":"Ada B."}"#),
      ]),
  ]
}
