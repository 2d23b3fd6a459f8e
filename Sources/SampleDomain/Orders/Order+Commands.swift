public import Rewind

/// What may be asked of an order; each answers the events to append, or refuses.
extension Order {
  /// Orders some items, each of a quantity above zero: an event for the order, and one for each item.
  public func place(
    customerID: String, items: [OrderItem], note: String? = nil
  ) throws(CommandRefused) -> [NewEvent] {
    let command = "place the order"
    guard self.customerID == nil else { throw CommandRefused(command, .existsAlready) }
    guard !items.isEmpty else { throw CommandRefused(command, .changesNothing) }
    for item in items {
      try Self.check(item, as: command)
    }
    var data: JSONObject = ["customer_id": .string(customerID)]
    if let note { data["note"] = .string(note) }
    return [NewEvent("OrderPlaced", .object(data))]
      + items.map { NewEvent("ItemAdded", $0.json) }
  }

  /// Wants one more article; possible until it is paid.
  public func add(_ item: OrderItem) throws(CommandRefused) -> [NewEvent] {
    let command = "add \(item.sku)"
    try check(.placed, as: command)
    try Self.check(item, as: command)
    return [NewEvent("ItemAdded", item.json)]
  }

  /// Does without an article; possible until it is paid.
  public func remove(sku: String) throws(CommandRefused) -> [NewEvent] {
    let command = "remove \(sku)"
    try check(.placed, as: command)
    guard items.contains(where: { $0.sku == sku }) else {
      throw CommandRefused(command, .changesNothing)
    }
    guard items.contains(where: { $0.sku != sku }) else {
      throw CommandRefused(command, .state("all that is left of the order"))
    }
    return [NewEvent("ItemRemoved", ["sku": .string(sku)])]
  }

  /// Takes note that the total was paid from an account.
  public func pay(from account: StreamName) throws(CommandRefused) -> [NewEvent] {
    try check(.placed, as: "pay the order")
    return [
      NewEvent(
        "OrderPaid", ["amount": .integer(total), "account_id": .string(account.rawValue)])
    ]
  }

  /// Hands a paid order to a carrier.
  public func ship(
    carrier: String, trackingNumber: String
  ) throws(CommandRefused) -> [NewEvent] {
    try check(.paid, as: "ship the order")
    return [
      NewEvent(
        "OrderShipped",
        ["carrier": .string(carrier), "tracking_number": .string(trackingNumber)])
    ]
  }

  /// Takes note that it has arrived.
  public func deliver() throws(CommandRefused) -> [NewEvent] {
    try check(.shipped, as: "deliver the order")
    return [NewEvent("OrderDelivered", [:])]
  }

  /// Gives the order up, as long as it has not left the house.
  public func cancel(reason: String) throws(CommandRefused) -> [NewEvent] {
    try check(.placed, .paid, as: "cancel the order")
    return [NewEvent("OrderCancelled", ["reason": .string(reason)])]
  }

  /// Pays back what a cancelled order had cost.
  public func refund() throws(CommandRefused) -> [NewEvent] {
    try check(.cancelled, as: "refund the order")
    guard let paidFrom else { throw CommandRefused("refund the order", .state("not paid")) }
    return [
      NewEvent("OrderRefunded", ["amount": .integer(total), "account_id": .string(paidFrom)])
    ]
  }

  private func check(_ allowed: Status..., as command: String) throws(CommandRefused) {
    guard customerID != nil else { throw CommandRefused(command, .doesNotExist) }
    guard allowed.contains(status) else {
      throw CommandRefused(command, .state(status.rawValue))
    }
  }

  private static func check(_ item: OrderItem, as command: String) throws(CommandRefused) {
    guard item.quantity > 0, item.unitPrice > 0 else {
      throw CommandRefused(command, .amountNotPositive)
    }
  }
}
