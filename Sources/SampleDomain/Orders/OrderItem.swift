internal import Rewind

/// One line of an order.
public struct OrderItem: Hashable, Sendable {
  /// The shop's number of the article.
  public var sku: String
  /// What it is called.
  public var name: String
  /// How many of it, 1 or more.
  public var quantity: Int
  /// What one costs, in whole euros.
  public var unitPrice: Int

  /// A line of an order.
  public init(sku: String, name: String, quantity: Int, unitPrice: Int) {
    self.sku = sku
    self.name = name
    self.quantity = quantity
    self.unitPrice = unitPrice
  }
}

extension [OrderItem] {
  /// What they cost together.
  func total(in event: EventRecord) throws(FoldError) -> Int {
    var total = 0
    for item in self { try total.add(item.cost(in: event), to: "total", by: event) }
    return total
  }
}

extension OrderItem {
  var json: JSONValue {
    [
      "sku": .string(sku),
      "name": .string(name),
      "quantity": .integer(quantity),
      "unit_price": .integer(unitPrice),
    ]
  }

  init(_ json: JSONValue, of event: EventRecord) throws(FoldError) {
    guard case .object(let fields) = json,
      case .string(let sku)? = fields["sku"],
      case .string(let name)? = fields["name"],
      case .number(let quantity)? = fields["quantity"], let quantity = quantity.int,
      case .number(let unitPrice)? = fields["unit_price"], let unitPrice = unitPrice.int
    else {
      throw FoldError("\(event.type) has an item without sku, name, quantity or unit_price")
    }
    self.init(sku: sku, name: name, quantity: quantity, unitPrice: unitPrice)
  }

  /// What it costs; throws where no whole number is that great or that small.
  func cost(in event: EventRecord) throws(FoldError) -> Int {
    let (cost, overflows) = quantity.multipliedReportingOverflow(by: unitPrice)
    guard !overflows else { throw .outOfRange("total", "\(quantity) × \(unitPrice)", event) }
    return cost
  }
}
