import Rewind
import SampleDomain
import Testing

struct BankAccountTests {
  private let new = BankAccount()

  private func open(with balance: Int = 700) throws -> BankAccount {
    let created = try new.after(new.create(ownerID: "user-456", name: "Savings"))
    return try created.after(created.deposit(balance, description: "salary"))
  }

  @Test("an account is not there before it is created")
  func nothingBeforeCreation() {
    #expect(new.value == nil)
  }

  @Test("the state reads as the screens show it")
  func state() throws {
    let account = try open()
    #expect(
      account.value?.text()
        == #"{"owner_id":"user-456","name":"Savings","balance":700,"is_blocked":false}"#)
  }

  @Test("a snapshot keeps all that an account is, also before it is created")
  func snapshot() throws {
    var account = try open()
    for other in [new, account, try account.after(account.block(reason: "lost card"))] {
      #expect(try BankAccount(snapshot: other.snapshot).snapshot == other.snapshot)
      account = try BankAccount(snapshot: other.snapshot)
      #expect(account.value == other.value)
    }
    #expect(account.isBlocked)
    #expect(throws: (any Error).self) { try BankAccount(snapshot: ["name": "Savings"]) }
  }

  @Test("money comes in and goes out")
  func movements() throws {
    var account = try open()
    account = try account.after(account.withdraw(200, description: "ATM withdrawal"))
    account = try account.after(account.send(100, to: "account-2"))
    account = try account.after(account.receive(30, from: "account-3"))
    account = try account.after(account.correct(by: -5, reason: "fee"))
    #expect(account.balance == 425)
  }

  @Test("an event says what happened in its data")
  func eventData() throws {
    let events = try open().withdraw(200, description: "ATM withdrawal")
    #expect(events.map(\.type) == ["MoneyWithdrawn"])
    #expect(events[0].data.description == #"{"amount":200,"description":"ATM withdrawal"}"#)
  }

  @Test("an amount must be above zero", arguments: [0, -1, Int.min])
  func positiveAmounts(amount: Int) throws {
    let account = try open()
    #expect(throws: CommandRefused("deposit \(amount)", .amountNotPositive)) {
      try account.deposit(amount, description: "")
    }
    #expect(throws: CommandRefused("withdraw \(amount)", .amountNotPositive)) {
      try account.withdraw(amount, description: "")
    }
    #expect(throws: CommandRefused("send \(amount)", .amountNotPositive)) {
      try account.send(amount, to: "account-2")
    }
    #expect(throws: CommandRefused("receive \(amount)", .amountNotPositive)) {
      try account.receive(amount, from: "account-2")
    }
  }

  @Test("all there is may be taken, and no more")
  func insufficientFunds() throws {
    let account = try open(with: 100)
    #expect(try account.after(account.withdraw(100, description: "")).balance == 0)
    let reason = CommandRefused.Reason.insufficientFunds(balance: 100)
    #expect(throws: CommandRefused("withdraw 101", reason)) {
      try account.withdraw(101, description: "")
    }
    #expect(throws: CommandRefused("send 101", reason)) {
      try account.send(101, to: "account-2")
    }
    #expect(throws: CommandRefused("correct the balance by -101", reason)) {
      try account.correct(by: -101, reason: "")
    }
  }

  @Test("a blocked account takes nothing and gives nothing until it is unblocked")
  func blocking() throws {
    let account = try open()
    let blocked = try account.after(account.block(reason: "card lost"))
    #expect(blocked.value?.jsonText["is_blocked"]?.bool == true)
    #expect(throws: CommandRefused("deposit 1", .state("blocked"))) {
      try blocked.deposit(1, description: "")
    }
    #expect(throws: CommandRefused("withdraw 1", .state("blocked"))) {
      try blocked.withdraw(1, description: "")
    }
    #expect(throws: CommandRefused("block the account", .state("blocked"))) {
      try blocked.block(reason: "again")
    }
    let unblocked = try blocked.after(blocked.unblock(reason: "found"))
    #expect(try unblocked.withdraw(1, description: "").count == 1)
    #expect(throws: CommandRefused("unblock the account", .state("not blocked"))) {
      try unblocked.unblock(reason: "")
    }
  }

  @Test("nothing can be asked of an account that is not there, and none is made twice")
  func existence() throws {
    #expect(throws: CommandRefused("deposit 1", .doesNotExist)) {
      try new.deposit(1, description: "")
    }
    let account = try open()
    #expect(throws: CommandRefused("create the account", .existsAlready)) {
      try account.create(ownerID: "user-1", name: "Again")
    }
  }

  @Test("a refusal says what was asked for and why it cannot be")
  func refusalText() {
    #expect(
      CommandRefused("withdraw 300", .insufficientFunds(balance: 200)).description
        == "cannot withdraw 300: the balance is 200")
    #expect(
      CommandRefused("deposit 5", .state("blocked")).description
        == "cannot deposit 5: it is blocked")
  }

  @Test("an event without its amount cannot be folded, and says so")
  func missingAmount() throws {
    let account = try open()
    let error = #expect(throws: (any Error).self) {
      try account.after([NewEvent(type: "MoneyDeposited", data: #"{"amount":"ten"}"#)])
    }
    #expect(
      error.map { "\($0)" } == #"MoneyDeposited has no whole number at "amount" in its data"#)
  }

  @Test("an event of a type it does not know leaves the account as it is")
  func unknownEvents() throws {
    let account = try open()
    let same = try account.after([NewEvent(type: "StatementPrinted", data: "{}")])
    #expect(same.value == account.value)
  }
}
