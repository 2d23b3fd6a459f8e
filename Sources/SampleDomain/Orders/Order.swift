public import Rewind

/// An order in a shop: what is wanted, how far it has come, and who paid.
public struct Order: Aggregate {
  /// The streams are called `order-…`.
  public static let category = "order"

  /// How far an order has come.
  public enum Status: String, Hashable, Sendable {
    case placed, paid, shipped, delivered, cancelled, refunded
  }

  /// Who ordered; nil before the order is placed.
  public private(set) var customerID: String?
  /// How far it has come.
  public private(set) var status = Status.placed
  /// What is wanted.
  public private(set) var items: [OrderItem] = []
  /// What the items cost together, in whole euros.
  public private(set) var total = 0
  /// What the customer asked for besides.
  public private(set) var note: String?
  /// The account it was paid from.
  public private(set) var paidFrom: String?
  /// Who carries it, and the number to follow it by.
  public private(set) var shipment: (carrier: String, trackingNumber: String)?
  /// Why it was given up.
  public private(set) var cancelReason: String?

  /// An order that is not there yet.
  public init() {}

  /// Takes in the next event of an order; throws an error that names the field where its data lacks something.
  public mutating func apply(_ event: EventRecord) throws {
    switch event.type {
    case "OrderPlaced":
      customerID = try event.text("customer_id")
      note = event.data["note"]?.string
    case "ItemAdded":
      let item = try OrderItem(event.data.value, of: event)
      try total.add(item.cost(in: event), to: "total", by: event)
      items.append(item)
    case "ItemRemoved":
      let sku = try event.text("sku")
      let left = items.filter { $0.sku != sku }
      total = try left.total(in: event)
      items = left
    case "OrderPaid":
      status = .paid
      paidFrom = try event.text("account_id")
    case "OrderShipped":
      status = .shipped
      shipment = (try event.text("carrier"), try event.text("tracking_number"))
    case "OrderDelivered":
      status = .delivered
    case "OrderCancelled":
      status = .cancelled
      cancelReason = try event.text("reason")
    case "OrderRefunded":
      status = .refunded
    default:
      break
    }
  }

  /// The order as JSON; nil before it is placed.
  public var value: JSONValue? {
    guard let customerID else { return nil }
    var state: JSONObject = [
      "customer_id": .string(customerID),
      "status": .string(status.rawValue),
      "items": .array(items.map(\.json)),
      "total": .integer(total),
    ]
    if let note { state["note"] = .string(note) }
    if let paidFrom { state["paid_from"] = .string(paidFrom) }
    if let shipment {
      state["shipment"] = [
        "carrier": .string(shipment.carrier),
        "tracking_number": .string(shipment.trackingNumber),
      ]
    }
    if let cancelReason { state["cancel_reason"] = .string(cancelReason) }
    return .object(state)
  }
}
