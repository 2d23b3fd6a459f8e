internal import Rewind

/// How an order goes: placed, paid, shipped, delivered, or given up and refunded.
extension DemoWorld {
  mutating func placeOrder(of customer: Int, at time: Int64) throws {
    guard residents[customer].isThere else { return }
    var items: [OrderItem] = []
    for _ in 0..<random.pickIndex(weights: [0, 5, 3, 2]) {
      items.append(randomItem(besides: items))
    }
    let note = random.chance(12) ? random.pick(DemoShop.notes) : nil
    let order = try place(items, note: note, for: customer)
    if random.chance(20) { plan(.changeBasket(order: order), hours: 0...1, after: time) }
    if random.chance(5) {
      plan(.cancel(order: order), hours: 2...30, after: time)
    } else {
      plan(.pay(order: order), hours: 1...4, after: time)
    }
  }

  private mutating func randomItem(besides items: [OrderItem]) -> OrderItem {
    var article = random.pick(DemoShop.articles)
    while items.contains(where: { $0.sku == article.sku }) {
      article = random.pick(DemoShop.articles)
    }
    return OrderItem(
      sku: article.sku, name: article.name,
      quantity: article.price < 30 ? random.number(in: 1...3) : 1, unitPrice: article.price)
  }

  /// Records the order and answers its index.
  mutating func place(_ items: [OrderItem], note: String?, for customer: Int) throws -> Int {
    let userID = residents[customer].user.stream.rawValue
    var live = Live<Order>(StreamName("order-\(10_001 + orders.count)"))
    let trace = try recorder.record(
      live.aggregate.place(customerID: userID, items: items, note: note), in: &live,
      recorder.trace(by: userID))
    orders.append(PlacedOrder(live: live, customer: customer, trace: trace))
    return orders.count - 1
  }

  mutating func changeBasket(of index: Int) throws {
    let order = orders[index].live.aggregate
    if order.items.count > 1, random.chance(40) {
      try record(order.remove(sku: random.pick(order.items).sku), in: index)
    } else {
      try record(order.add(randomItem(besides: order.items)), in: index)
    }
  }

  /// Takes the total from the customer's account, gives it to the shop, and notes it in the order.
  mutating func pay(_ index: Int, at time: Int64) throws {
    let customer = orders[index].customer
    let name = orders[index].live.stream.rawValue
    let total = orders[index].live.aggregate.total
    let paid = try orders[index].live.aggregate.pay(from: residents[customer].current.stream)
    let withdrawn = try recorder.record(
      residents[customer].current.aggregate.withdraw(total, description: name),
      in: &residents[customer].current, orders[index].trace)
    try recorder.record(
      shop.aggregate.deposit(total, description: name), in: &shop, withdrawn)
    orders[index].trace = withdrawn
    try record(paid, in: index)
    if random.chance(8) {
      plan(.cancel(order: index), hours: 1...20, after: time)
    } else {
      plan(.ship(order: index), hours: 20...60, after: time)
    }
  }

  mutating func ship(_ index: Int, at time: Int64) throws {
    let number = "\(random.number(in: 100_000_000...999_999_999))"
    try record(
      orders[index].live.aggregate.ship(
        carrier: random.pick(DemoShop.carriers), trackingNumber: number),
      in: index)
    plan(.deliver(order: index), hours: 26...110, after: time)
  }

  mutating func deliver(_ index: Int) throws {
    try record(orders[index].live.aggregate.deliver(), in: index)
  }

  mutating func cancel(_ index: Int, at time: Int64) throws {
    try record(
      orders[index].live.aggregate.cancel(reason: random.pick(DemoShop.cancelReasons)), in: index)
    plan(.refund(order: index), hours: 4...30, after: time)
  }

  /// Gives the money back; now and then the payment service reports the refund a second time, and
  /// it is booked again.
  mutating func refund(_ index: Int) throws {
    let customer = orders[index].customer
    let name = orders[index].live.stream.rawValue
    let total = orders[index].live.aggregate.total
    let refunded = try orders[index].live.aggregate.refund()
    let back = try residents[customer].current.aggregate.deposit(
      total, description: "refund of \(name)")
    let sent = try recorder.record(
      shop.aggregate.withdraw(total, description: "refund of \(name)"), in: &shop,
      orders[index].trace)
    var booked = try recorder.record(back, in: &residents[customer].current, sent)
    orders[index].trace = booked
    if index == storyOrder || (customer != DemoStory.person && random.chance(45)) {
      booked = try recorder.record(
        back, in: &residents[customer].current, sent.remarking("delivery", 2))
      if let booking = booked.causation {
        doubleRefunds.append(
          DoubleRefund(
            customer: customer, order: orders[index].live.stream, amount: total, booking: booking))
      }
    }
    try record(refunded, in: index)
  }

  private mutating func record(_ events: [NewEvent], in order: Int) throws {
    orders[order].trace = try recorder.record(
      events, in: &orders[order].live, orders[order].trace)
  }
}
