internal import Rewind

/// Every order as the shop's people want to see it.
struct OrderView: Projection {
  struct Row: ReadModelRow {
    var customer = ""
    var status = Order.Status.placed.rawValue
    var itemCount = 0
    var total = 0
    var paidFrom: String?
    var carrier: String?
    var trackingNumber: String?
    var placedAt: Timestamp?
    var updatedAt: Timestamp?
    var cancelReason: String?
    var note: String?
    /// The lines of the order: what is taken off it again is known by them.
    var items = JSONValue.array([])

    mutating func columns(_ column: inout ColumnMapper) {
      column("customer", &customer)
      column("status", &status)
      column("item_count", &itemCount)
      column("total", &total)
      column("paid_from", &paidFrom)
      column("carrier", &carrier)
      column("tracking_number", &trackingNumber)
      column("placed_at", &placedAt)
      column("updated_at", &updatedAt)
      column("cancel_reason", &cancelReason)
      column("note", &note)
      column("items", &items)
    }
  }

  let name = "orders"
  let selection = EventSelection.category("order")
  // Not `order`, which is a word of SQL.
  let key = "order_id"

  func apply(_ event: EventRecord, to row: inout Row?) throws {
    guard row == nil else {
      try row?.take(event)
      return
    }
    var placed = Row()
    guard try placed.take(event) else { return }
    guard event.type == "OrderPlaced" else { throw FoldError.neverMade(event) }
    placed.placedAt = event.timestamp
    row = placed
  }
}

extension OrderView.Row {
  /// Takes an event in; false where it is of a type that says nothing about the row.
  @discardableResult
  fileprivate mutating func take(_ event: EventRecord) throws -> Bool {
    switch event.type {
    case "OrderPlaced":
      customer = try event.text("customer_id")
      note = event.data["note"]?.string
    case "ItemAdded":
      let item = try OrderItem(event.data.value, of: event)
      try keep(lines(event) + [item], event)
    case "ItemRemoved":
      let sku = try event.text("sku")
      try keep(lines(event).filter { $0.sku != sku }, event)
    case "OrderPaid":
      paidFrom = try event.text("account_id")
      status = Order.Status.paid.rawValue
    case "OrderShipped":
      (carrier, trackingNumber) = (try event.text("carrier"), try event.text("tracking_number"))
      status = Order.Status.shipped.rawValue
    case "OrderDelivered":
      status = Order.Status.delivered.rawValue
    case "OrderCancelled":
      cancelReason = try event.text("reason")
      status = Order.Status.cancelled.rawValue
    case "OrderRefunded":
      status = Order.Status.refunded.rawValue
    default:
      return false
    }
    updatedAt = event.timestamp ?? updatedAt
    return true
  }

  private func lines(_ event: EventRecord) throws -> [OrderItem] {
    guard case .array(let lines) = items else { return [] }
    return try lines.map { try OrderItem($0, of: event) }
  }

  private mutating func keep(_ lines: [OrderItem], _ event: EventRecord) throws {
    total = try lines.total(in: event)
    items = .array(lines.map(\.json))
    itemCount = lines.count
  }
}
