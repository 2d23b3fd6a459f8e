import Rewind
import SampleDomain
import Testing

struct OrderTests {
  private let lamp = OrderItem(sku: "EL-004", name: "Desk lamp", quantity: 1, unitPrice: 64)
  private let seeds = OrderItem(sku: "GD-003", name: "Tomato seeds", quantity: 3, unitPrice: 4)

  private func placed() throws -> Order {
    try Order().after(
      Order().place(customerID: "user-7", items: [lamp, seeds], note: "a gift"))
  }

  private func paid() throws -> Order {
    let order = try placed()
    return try order.after(order.pay(from: "account-1"))
  }

  @Test("placing an order is one event for it and one for each item")
  func placing() throws {
    let events = try Order().place(customerID: "user-7", items: [lamp, seeds])
    #expect(events.map(\.type) == ["OrderPlaced", "ItemAdded", "ItemAdded"])
    #expect(Order().value == nil)
    #expect(
      try placed().value?.text() == """
        {"customer_id":"user-7","status":"placed","items":[\
        {"sku":"EL-004","name":"Desk lamp","quantity":1,"unit_price":64},\
        {"sku":"GD-003","name":"Tomato seeds","quantity":3,"unit_price":4}],\
        "total":76,"note":"a gift"}
        """)
  }

  @Test("an order goes from placed to delivered")
  func wholeWay() throws {
    var order = try paid()
    #expect(order.paidFrom == "account-1")
    order = try order.after(order.ship(carrier: "DHL", trackingNumber: "123"))
    #expect(order.shipment?.trackingNumber == "123")
    order = try order.after(order.deliver())
    #expect(order.status == .delivered)
  }

  @Test("a cancelled order that was paid is refunded, once")
  func refunding() throws {
    let order = try paid()
    let cancelled = try order.after(order.cancel(reason: "by mistake"))
    #expect(cancelled.cancelReason == "by mistake")
    let refund = try cancelled.refund()
    #expect(refund[0].data.description == #"{"amount":76,"account_id":"account-1"}"#)
    let refunded = try cancelled.after(refund)
    #expect(throws: CommandRefused("refund the order", .state("refunded"))) {
      try refunded.refund()
    }
  }

  @Test("each step has its time")
  func refusals() throws {
    let placed = try placed()
    let paid = try paid()
    #expect(throws: CommandRefused("ship the order", .state("placed"))) {
      try placed.ship(carrier: "DHL", trackingNumber: "1")
    }
    #expect(throws: CommandRefused("pay the order", .state("paid"))) {
      try paid.pay(from: "account-1")
    }
    #expect(throws: CommandRefused("add GD-003", .state("paid"))) { try paid.add(seeds) }
    #expect(throws: CommandRefused("deliver the order", .state("paid"))) { try paid.deliver() }
    let shipped = try paid.after(paid.ship(carrier: "DHL", trackingNumber: "1"))
    #expect(throws: CommandRefused("cancel the order", .state("shipped"))) {
      try shipped.cancel(reason: "")
    }
    #expect(throws: CommandRefused("pay the order", .doesNotExist)) {
      try Order().pay(from: "account-1")
    }
  }

  @Test("an order is never left without items")
  func items() throws {
    #expect(throws: CommandRefused("place the order", .changesNothing)) {
      try Order().place(customerID: "user-7", items: [])
    }
    let order = try placed()
    let one = try order.after(order.remove(sku: "EL-004"))
    #expect(one.items == [seeds])
    #expect(throws: CommandRefused.self) { try one.remove(sku: "GD-003") }
    #expect(throws: CommandRefused("remove XX-000", .changesNothing)) {
      try order.remove(sku: "XX-000")
    }
  }

  @Test("an item has a quantity and a price above zero", arguments: [(0, 5), (1, 0), (-1, 5)])
  func itemAmounts(quantity: Int, price: Int) throws {
    let item = OrderItem(sku: "A", name: "A", quantity: quantity, unitPrice: price)
    #expect(throws: CommandRefused("place the order", .amountNotPositive)) {
      try Order().place(customerID: "user-7", items: [item])
    }
  }
}
