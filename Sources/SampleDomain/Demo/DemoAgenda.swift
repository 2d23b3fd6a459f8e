/// What is going to happen in the demo history.
enum DemoAction {
  case join(person: Int)
  case openSavings(person: Int)
  case openShopAccount
  case income(person: Int)
  case rent(person: Int)
  case spend(person: Int)
  case save(person: Int)
  case sendMoney(person: Int)
  case block(person: Int)
  case unblock(person: Int)
  case order(person: Int)
  case changeBasket(order: Int)
  case pay(order: Int)
  case ship(order: Int)
  case deliver(order: Int)
  case cancel(order: Int)
  case refund(order: Int)
  case correctRefunds(day: Int)
  case changeUser(person: Int)
  case deleteUser(person: Int)
  case story(DemoStory.Scene)
}

/// What is to happen, by time; of what is due at one time, what was planned first comes first.
struct DemoAgenda {
  /// The last one is due first.
  private var entries: [(time: Int64, action: DemoAction)] = []

  mutating func plan(_ action: DemoAction, at time: Int64) {
    let later = entries.lastIndex { $0.time > time }
    entries.insert((time, action), at: later.map { $0 + 1 } ?? 0)
  }

  mutating func next() -> (time: Int64, action: DemoAction)? {
    entries.popLast()
  }
}
