internal import Rewind

/// How one account goes below zero, which no rule of the bank allows.
///
/// Refunds that were booked twice are taken back at the end of each month by a job, which asks the
/// account and so takes no more than there is. In April the job times out between recording the
/// first correction and noting that it did. Its second attempt records that correction again, and as
/// resumed work it does so without asking the account.
enum DemoStory {
  /// Whom it happens to.
  static let person = 18
  /// The day of the job that goes wrong, 2026-04-30.
  static let day = 119

  /// What happens around it.
  enum Scene {
    case invoicePaid(euros: Int)
    case order
    case summerFlat
    case fleaMarket(euros: Int)
  }

  static func plan(in world: inout DemoWorld) {
    for invoice in 0..<11 {
      let day = 12 + invoice * 9
      world.agenda.plan(
        .story(.invoicePaid(euros: 210 + invoice * 37 % 160)), at: world.moment(on: day))
    }
    world.agenda.plan(.story(.invoicePaid(euros: 340)), at: world.moment(on: 103, hour: 9))
    world.agenda.plan(.story(.order), at: world.moment(on: 104, hour: 18))
    world.agenda.plan(.story(.summerFlat), at: world.moment(on: day - 1, hour: 23))
    world.agenda.plan(.story(.fleaMarket(euros: 25)), at: world.moment(on: 133, hour: 15))
    world.agenda.plan(.story(.fleaMarket(euros: 18)), at: world.moment(on: 154, hour: 16))
  }
}

extension DemoWorld {
  mutating func play(_ scene: DemoStory.Scene, at time: Int64) throws {
    switch scene {
    case .invoicePaid(let euros):
      try deposit(euros, "invoice paid", to: DemoStory.person)
    case .fleaMarket(let euros):
      try deposit(euros, "sold at the flea market", to: DemoStory.person)
    case .order:
      let items = DemoShop.articles.filter { ["EL-012", "BK-014"].contains($0.sku) }.map {
        OrderItem(sku: $0.sku, name: $0.name, quantity: 1, unitPrice: $0.price)
      }
      let order = try place(items, note: nil, for: DemoStory.person)
      storyOrder = order
      try pay(order, at: time)
      plan(.cancel(order: order), hours: 3...6, after: time)
    case .summerFlat:
      // What is left covers the correction once, not twice.
      let wrong = doubleRefunds.filter { $0.customer == DemoStory.person }
      let kept = wrong.reduce(0) { $0 + $1.amount } * 4 / 3
      let balance = residents[DemoStory.person].current.aggregate.balance
      try withdraw(balance - kept, "deposit for the summer flat", from: DemoStory.person)
    }
  }

  /// The job that takes back what was refunded twice; what an account does not allow stays for the
  /// next month.
  mutating func correctRefunds(on day: Int) throws {
    let run = recorder.makeID()
    let due =
      doubleRefunds.filter { $0.customer == DemoStory.person }
      + doubleRefunds.filter { $0.customer != DemoStory.person }
    doubleRefunds = []
    for refund in due {
      let trace = DemoTrace(
        correlation: run, causation: refund.booking,
        remarks: [
          "job": "refund-corrections", "run": .string(DemoCalendar.date(of: day)), "attempt": 1,
        ])
      let reason = "refund of \(refund.order) was booked twice"
      do {
        try recorder.record(
          residents[refund.customer].current.aggregate.correct(
            by: -refund.amount, reason: reason),
          in: &residents[refund.customer].current, trace)
      } catch is CommandRefused {
        doubleRefunds.append(refund)
        continue
      }
      guard day == DemoStory.day, refund.customer == DemoStory.person else { continue }
      recorder.wait(seconds: 183)
      try recorder.record(
        [BankAccount.correction(by: -refund.amount, reason: reason)],
        in: &residents[refund.customer].current,
        trace.remarking("attempt", 2).remarking("resumed_after", "timeout"))
    }
  }
}
