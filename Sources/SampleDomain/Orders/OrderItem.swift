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

extension OrderItem {
  var json: JSONValue {
    [
      "sku": .string(sku),
      "name": .string(name),
      "quantity": .integer(quantity),
      "unit_price": .integer(unitPrice),
    ]
  }

  init(_ json: JSONValue, of event: EventRecord) throws(FieldMissing) {
    guard case .object(let fields) = json,
      case .string(let sku)? = fields["sku"],
      case .string(let name)? = fields["name"],
      case .number(let quantity)? = fields["quantity"], let quantity = quantity.int,
      case .number(let unitPrice)? = fields["unit_price"], let unitPrice = unitPrice.int
    else {
      throw FieldMissing(
        description: "\(event.type) has an item without sku, name, quantity or unit_price")
    }
    self.init(sku: sku, name: name, quantity: quantity, unitPrice: unitPrice)
  }
}
