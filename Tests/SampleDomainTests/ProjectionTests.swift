import Testing

@testable import Rewind
@testable import SampleDomain

struct ProjectionTests {
  /// The demo history as it is folded today.
  private static let events = Result {
    var events: [EventRecord] = []
    for append in try DemoHistory().appends {
      for (index, event) in append.events.enumerated() {
        events += try SampleDomain.upcasters.lifted(
          EventRecord(
            at: EventPlace(
              stream: append.stream, version: append.version + index + 1,
              position: events.count + 1), type: event.type, timestamp: append.time,
            data: event.data, metadata: event.metadata))
      }
    }
    return events
  }

  /// What an aggregate makes of its streams.
  private func states<A: Aggregate>(of type: A.Type) throws -> [StreamName: A] {
    var states: [StreamName: A] = [:]
    for event in try Self.events.get() where event.stream.category == A.category {
      try states[event.stream, default: A()].apply(event)
    }
    return states
  }

  private struct Folded<P: Projection> {
    var rows: [StreamName: P.Row] = [:]
    var entries: [(event: EventRecord, entry: P.Entry)] = []
  }

  /// What a projection makes of the history, its rows read back from their columns before each
  /// event where it is to be restarted there.
  private func fold<P: Projection>(_ projection: P, restarting: Bool = false) throws -> Folded<P> {
    var folded = Folded<P>()
    for event in try Self.events.get()
    where projection.selection.categories?.contains(event.stream.category) != false {
      if restarting, let row = folded.rows[event.stream] {
        folded.rows[event.stream] = try P.Row(columnValues: row.columnValues)
      }
      try projection.apply(event, to: &folded.rows[event.stream])
      if let entry = try projection.entry(for: event, row: folded.rows[event.stream]) {
        folded.entries.append((event, entry))
      }
    }
    return folded
  }

  /// The row of some events of one stream.
  private func row<P: Projection>(_ projection: P, _ events: [NewEvent]) throws -> P.Row? {
    var row: P.Row?
    for (index, event) in events.enumerated() {
      try projection.apply(record(event, at: index + 1), to: &row)
    }
    return row
  }

  private func record(_ event: NewEvent, at version: Int = 1) -> EventRecord {
    EventRecord(
      at: EventPlace(stream: "account-1", version: version, position: version), type: event.type,
      data: event.data)
  }

  @Test("the account balances are the accounts' states")
  func accountBalances() throws {
    let rows = try fold(AccountBalances()).rows
    let accounts = try states(of: BankAccount.self)
    #expect(Set(rows.keys) == Set(accounts.keys))
    for (stream, account) in accounts {
      let row = try #require(rows[stream])
      #expect(row.owner == account.ownerID)
      #expect(row.name == account.name)
      #expect(row.balance == account.balance)
      #expect(row.isBlocked == account.isBlocked)
      let last = try Self.events.get().last { $0.stream == stream }
      #expect(row.updatedAt == last?.timestamp)
    }
  }

  @Test("the order view is the orders' states")
  func orders() throws {
    let rows = try fold(OrderView()).rows
    let orders = try states(of: Order.self)
    #expect(Set(rows.keys) == Set(orders.keys))
    for (stream, order) in orders {
      let row = try #require(rows[stream])
      #expect(row.customer == order.customerID)
      #expect(row.status == order.status.rawValue)
      #expect(row.itemCount == order.items.count)
      #expect(row.total == order.total)
      #expect(row.items == .array(order.items.map(\.json)))
      #expect(row.paidFrom == order.paidFrom)
      #expect(row.carrier == order.shipment?.carrier)
      #expect(row.trackingNumber == order.shipment?.trackingNumber)
      #expect(row.cancelReason == order.cancelReason)
      #expect(row.note == order.note)
      let events = try Self.events.get().filter { $0.stream == stream }
      #expect(row.placedAt == events.first?.timestamp)
      #expect(row.updatedAt == events.last?.timestamp)
    }
  }

  @Test("the transaction history has a line for each movement, with the balance that it left")
  func transactionHistory() throws {
    let folded = try fold(TransactionHistory())
    var accounts: [StreamName: BankAccount] = [:]
    var lines = folded.entries[...]
    for event in try Self.events.get() where event.stream.category == "account" {
      let before = accounts[event.stream, default: BankAccount()]
      var after = before
      try after.apply(event)
      accounts[event.stream] = after
      guard event.data["amount"] != nil else { continue }
      let next = lines.popFirst()
      let line = try #require(next)
      #expect(line.event.position == event.position)
      #expect(line.entry.account == event.stream.rawValue)
      #expect(line.entry.version == event.version)
      #expect(line.entry.time == event.timestamp)
      #expect(line.entry.type == event.type)
      #expect(line.entry.amount == after.balance - before.balance)
      #expect(line.entry.balance == after.balance)
      #expect((line.entry.counterparty != nil) == event.type.hasPrefix("Transfer"))
      #expect((line.entry.description == nil) == event.type.hasPrefix("Transfer"))
    }
    #expect(lines.isEmpty)
    for (stream, row) in folded.rows {
      let amounts = folded.entries.filter { $0.event.stream == stream }.map(\.entry.amount)
      #expect(row.transactions == amounts.count)
      #expect(row.moneyIn == amounts.filter { $0 > 0 }.reduce(0, +))
      #expect(row.moneyOut == -amounts.filter { $0 < 0 }.reduce(0, +))
      #expect(row.balance == accounts[stream]?.balance)
    }
    #expect(Set(folded.rows.keys) == Set(accounts.keys))
  }

  @Test("a row is whole in its columns: restarted before every event, it comes to the same")
  func restarting() throws {
    func check<P: Projection>(_ projection: P) throws {
      let whole = try fold(projection)
      let restarted = try fold(projection, restarting: true)
      #expect(whole.rows.mapValues(\.columnValues) == restarted.rows.mapValues(\.columnValues))
      #expect(
        whole.entries.map(\.entry.columnValues) == restarted.entries.map(\.entry.columnValues))
    }
    try check(AccountBalances())
    try check(TransactionHistory())
    try check(OrderView())
  }

  @Test("an entry comes back from its columns")
  func entries() throws {
    for (_, entry) in try fold(TransactionHistory()).entries {
      let again = try TransactionHistory.Entry(columnValues: entry.columnValues)
      #expect(again.columnValues == entry.columnValues)
    }
  }

  @Test("tables and columns have the names that a person would choose")
  func tables() {
    let names = SampleDomain.projections.map(\.name)
    #expect(names == ["account_balances", "transaction_history", "orders"])
    let tables = SampleDomain.projections.flatMap(\.tables).map { table in
      "\(table.name): \(table.columns.map(\.name).joined(separator: " "))"
    }
    let expected = """
      account_balances: account owner name balance blocked updated_at
      transaction_totals: account transactions money_in money_out balance
      transaction_history: position account version time type amount balance counterparty \
      description
      orders: order_id customer status item_count total paid_from carrier tracking_number \
      placed_at updated_at cancel_reason note items
      """
    #expect(tables.joined(separator: "\n") == expected)
  }

  @Test("nothing happens to an account or an order that is not there")
  func neverMade() throws {
    let deposit = NewEvent(type: "MoneyDeposited", data: #"{"amount":1}"#)
    let message = "MoneyDeposited is about account-1, which is not there yet"
    var error = #expect(throws: FoldError.self) { try row(AccountBalances(), [deposit]) }
    #expect(error?.description == message)
    error = #expect(throws: FoldError.self) { try row(TransactionHistory(), [deposit]) }
    #expect(error?.description == message)
    #expect(throws: FoldError.self) {
      try row(OrderView(), [NewEvent(type: "OrderDelivered", data: "{}")])
    }
  }

  @Test("an event of a type that a projection does not know leaves its row as it is")
  func unknownEvents() throws {
    func check<P: Projection>(_ projection: P, _ first: NewEvent) throws {
      let printed = NewEvent(type: "StatementPrinted", data: "{}")
      #expect(try row(projection, [printed])?.columnValues == nil)
      let before = try #require(try row(projection, [first]))
      let after = try #require(try row(projection, [printed, first, printed]))
      #expect(before.columnValues == after.columnValues)
    }
    try check(AccountBalances(), Self.created)
    try check(TransactionHistory(), Self.created)
    try check(OrderView(), NewEvent(type: "OrderPlaced", data: #"{"customer_id":"user-1"}"#))
  }

  private static let created = NewEvent(
    type: "AccountCreated", data: #"{"owner_id":"user-1","name":"Savings"}"#)

  private static func amount(_ type: String, _ amount: Int) -> NewEvent {
    NewEvent(type, ["amount": .integer(amount)])
  }

  @Test(
    "a balance beyond 64 bits is an error that names it, and the row stays",
    arguments: [
      [amount("MoneyDeposited", .max), amount("TransferReceived", 1)],
      [amount("MoneyWithdrawn", .max), amount("TransferSent", 2)],
      [amount("BalanceCorrected", .min), amount("BalanceCorrected", -1)],
    ])
  func balanceOutOfRange(events: [NewEvent]) throws {
    func check<P: Projection>(_ projection: P) throws {
      var row = try row(projection, [Self.created, events[0]])
      let before = row?.columnValues
      let error = #expect(throws: FoldError.self) {
        try projection.apply(record(events[1], at: 3), to: &row)
      }
      let start = "\(events[1].type) takes the balance out of range: "
      #expect(error?.description.hasPrefix(start) == true)
      #expect(row?.columnValues == before)
    }
    try check(AccountBalances())
    if events[0].type != "BalanceCorrected" { try check(TransactionHistory()) }
    #expect(throws: FoldError.self) { try BankAccount().after([Self.created] + events) }
  }

  @Test("what is taken out or moved at all may be beyond 64 bits too, and is an error then")
  func sumsOutOfRange() throws {
    for events in [
      [Self.amount("MoneyWithdrawn", .min)],
      [Self.amount("BalanceCorrected", .min)],
      [
        Self.amount("MoneyDeposited", .max), Self.amount("MoneyWithdrawn", .max),
        Self.amount("MoneyDeposited", 1),
      ],
    ] {
      #expect(throws: FoldError.self) { try row(TransactionHistory(), [Self.created] + events) }
    }
  }

  @Test(
    "an order's total beyond 64 bits is an error that names it",
    arguments: [
      [("A", Int.max, 2)], [("A", Int.max, 1), ("B", 1, 1)], [("A", Int.min, -1)],
    ])
  func totalOutOfRange(items: [(sku: String, quantity: Int, price: Int)]) throws {
    let events =
      [NewEvent(type: "OrderPlaced", data: #"{"customer_id":"user-1"}"#)]
      + items.map { item in
        NewEvent(
          "ItemAdded",
          OrderItem(
            sku: item.sku, name: "", quantity: item.quantity, unitPrice: item.price
          ).json)
      }
    var error = #expect(throws: FoldError.self) { try row(OrderView(), events) }
    #expect(error?.description.hasPrefix("ItemAdded takes the total out of range: ") == true)
    error = #expect(throws: FoldError.self) { try Order().after(events) }
    #expect(error?.description.hasPrefix("ItemAdded takes the total out of range: ") == true)
  }

  @Test("a correction of the least number there is, is refused, and stops nothing")
  func leastCorrection() throws {
    let account = try BankAccount().after([Self.created])
    #expect(throws: CommandRefused.self) { try account.correct(by: .min, reason: "") }
  }
}
