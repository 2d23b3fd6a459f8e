internal import Rewind

/// What people do with their accounts.
extension DemoWorld {
  mutating func openShopAccount() throws {
    try recorder.record(
      shop.aggregate.create(ownerID: DemoShop.owner, name: "Takings"), in: &shop,
      recorder.trace(by: DemoShop.owner))
  }

  mutating func receiveIncome(_ index: Int) throws {
    guard residents[index].isThere else { return }
    let amount = 1_900 + index % 9 * 140 + random.number(below: 60)
    let extra = Self.spenders.contains(index) ? 1_600 : 0
    try deposit(amount + extra, "salary", to: index)
  }

  mutating func payRent(_ index: Int) throws {
    guard residents[index].isThere else { return }
    try withdraw(620 + index % 7 * 55, "rent", from: index)
  }

  mutating func spend(_ index: Int) throws {
    guard residents[index].isThere else { return }
    let spending = random.pick(DemoSpending.everyday)
    try withdraw(random.number(in: spending.euros), spending.what, from: index)
  }

  mutating func deposit(_ amount: Int, _ description: String, to index: Int) throws {
    try recorder.record(
      residents[index].current.aggregate.deposit(amount, description: description),
      in: &residents[index].current, recorder.trace(by: "payments"))
  }

  mutating func withdraw(_ amount: Int, _ description: String, from index: Int) throws {
    try recorder.record(
      residents[index].current.aggregate.withdraw(amount, description: description),
      in: &residents[index].current,
      recorder.trace(by: residents[index].user.stream.rawValue))
  }

  mutating func save(_ index: Int) throws {
    guard residents[index].isThere else { return }
    let amount = random.number(in: 2...12) * 25
    // Both sides are asked before either is recorded.
    let received = try residents[index].savings.aggregate.receive(
      amount, from: residents[index].current.stream)
    let sent = try recorder.record(
      residents[index].current.aggregate.send(amount, to: residents[index].savings.stream),
      in: &residents[index].current,
      recorder.trace(by: residents[index].user.stream.rawValue))
    try recorder.record(received, in: &residents[index].savings, sent)
  }

  mutating func sendMoney(from index: Int) throws {
    let other = random.number(below: residents.count)
    let amount = random.number(in: 5...120)
    guard other != index, other != DemoStory.person,
      residents[index].isThere, residents[other].isThere
    else { return }
    let received = try residents[other].current.aggregate.receive(
      amount, from: residents[index].current.stream)
    let sent = try recorder.record(
      residents[index].current.aggregate.send(amount, to: residents[other].current.stream),
      in: &residents[index].current,
      recorder.trace(by: residents[index].user.stream.rawValue))
    try recorder.record(received, in: &residents[other].current, sent)
  }

  mutating func block(_ index: Int, at time: Int64) throws {
    try recorder.record(
      residents[index].current.aggregate.block(reason: random.pick(DemoSpending.blockReasons)),
      in: &residents[index].current, recorder.trace(by: "support"))
    plan(.unblock(person: index), hours: 5...70, after: time)
  }

  mutating func unblock(_ index: Int) throws {
    try recorder.record(
      residents[index].current.aggregate.unblock(reason: "cleared by phone"),
      in: &residents[index].current, recorder.trace(by: "support"))
  }
}
