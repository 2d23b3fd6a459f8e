internal import Rewind

/// The state of the demo history while it is being made.
struct DemoWorld {
  var random: SeededGenerator
  var recorder: DemoRecorder
  var agenda = DemoAgenda()
  var residents: [Resident] = []
  var shop: Live<BankAccount>
  var orders: [PlacedOrder] = []
  /// The order that the story hangs on, once it is placed.
  var storyOrder: Int?
  /// Refunds that were booked twice and are still to be set right.
  var doubleRefunds: [DoubleRefund] = []

  /// Someone who has joined, or will.
  struct Resident {
    let person: DemoPerson
    var user: Live<User>
    var current: Live<BankAccount>
    var savings: Live<BankAccount>
    var trace: DemoTrace?

    var isThere: Bool { user.aggregate.name != nil }
  }

  struct PlacedOrder {
    var live: Live<Order>
    let customer: Int
    /// What the order's next event follows from.
    var trace: DemoTrace
  }

  struct DoubleRefund {
    let customer: Int
    let order: StreamName
    let amount: Int
    /// The booking that was one too many.
    let booking: EventID
  }

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    recorder = DemoRecorder(seed: seed ^ 0x1D5)
    var numbers = AccountNumbers()
    shop = Live(numbers.next(using: &random))
    for (index, person) in DemoPerson.all.enumerated() {
      let number = index + 1
      residents.append(
        Resident(
          person: person,
          user: Live(StreamName("user-\(number < 10 ? "00" : "0")\(number)")),
          current: Live(numbers.next(using: &random)),
          savings: Live(numbers.next(using: &random))))
    }
  }

  /// Lets everything happen, from the first day to the last.
  mutating func run() throws -> [DemoHistory.Append] {
    planEverything()
    while let (time, action) = agenda.next() {
      recorder.advance(to: time)
      do {
        try perform(action, at: time)
      } catch is CommandRefused {
        // As in life: the card is declined, and the log knows nothing of it.
      }
    }
    return recorder.appends
  }

  private mutating func perform(_ action: DemoAction, at time: Int64) throws {
    switch action {
    case .openShopAccount: try openShopAccount()
    case .join(let person): try join(person)
    case .openSavings(let person): try openSavings(of: person)
    case .changeUser(let person): try change(person)
    case .deleteUser(let person): try delete(person)
    case .income(let person): try receiveIncome(person)
    case .rent(let person): try payRent(person)
    case .spend(let person): try spend(person)
    case .save(let person): try save(person)
    case .sendMoney(let person): try sendMoney(from: person)
    case .block(let person): try block(person, at: time)
    case .unblock(let person): try unblock(person)
    case .order(let person): try placeOrder(of: person, at: time)
    case .changeBasket(let order): try changeBasket(of: order)
    case .pay(let order): try pay(order, at: time)
    case .ship(let order): try ship(order, at: time)
    case .deliver(let order): try deliver(order)
    case .cancel(let order): try cancel(order, at: time)
    case .refund(let order): try refund(order)
    case .correctRefunds(let day): try correctRefunds(on: day)
    case .story(let scene): try play(scene, at: time)
    }
  }
}

/// Account numbers as a bank gives them: none twice, and in no order.
private struct AccountNumbers {
  private var taken: Set<Int> = []

  mutating func next(using random: inout SeededGenerator) -> StreamName {
    var number = random.number(in: 100_000...999_999)
    while !taken.insert(number).inserted {
      number = random.number(in: 100_000...999_999)
    }
    return StreamName("account-\(number)")
  }
}
