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
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].time > time { low = middle + 1 } else { high = middle }
    }
    entries.insert((time, action), at: low)
  }

  mutating func next() -> (time: Int64, action: DemoAction)? {
    entries.popLast()
  }
}
