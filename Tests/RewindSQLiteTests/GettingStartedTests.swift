import Rewind
import TestSupport
import Testing

// As the guide has it, word for word.

private struct BankAccount: Aggregate {
  static let category = "account"
  var owner: String?
  var balance = 0

  mutating func apply(_ event: EventRecord) throws {
    switch event.type {
    case "AccountOpened": owner = event.data["owner"]?.string
    case "MoneyDeposited", "BalanceCorrected": balance += event.data["amount"]?.int ?? 0
    case "MoneyWithdrawn": balance -= event.data["amount"]?.int ?? 0
    default: break
    }
  }

  var value: JSONValue? {
    owner.map { ["owner": .string($0), "balance": JSONValue(balance)] }
  }
}

private struct Refused: Error {
  var reason: String
}

extension AggregateStream<BankAccount> {
  mutating func open(owner: String) throws {
    guard state.owner == nil else { throw Refused(reason: "it is open already") }
    try record("AccountOpened", ["owner": .string(owner), "currency": "EUR"])
  }

  mutating func deposit(_ amount: Int) throws {
    try record("MoneyDeposited", ["amount": JSONValue(amount)])
  }

  mutating func withdraw(_ amount: Int) throws {
    guard amount <= state.balance else { throw Refused(reason: "only \(state.balance) is there") }
    try record("MoneyWithdrawn", ["amount": JSONValue(amount)])
  }
}

extension AggregateStream<BankAccount> {
  mutating func correct(by amount: Int, of event: EventRecord, reason: String) throws {
    try record(
      "BalanceCorrected",
      [
        "amount": JSONValue(amount), "reason": .string(reason),
        "corrects": .string(event.id ?? ""),
      ])
  }
}

extension BankAccount: SnapshotAggregate {
  var snapshot: JSONValue {
    ["owner": owner.map { .string($0) } ?? .null, "balance": JSONValue(balance)]
  }

  init(snapshot: JSONValue) throws {
    guard let saved = snapshot["balance"]?.int else { throw Refused(reason: "no snapshot") }
    owner = snapshot["owner"]?.string
    balance = saved
  }
}

@Suite("The guide that builds a bank")
struct GettingStartedTests {
  @Test(
    "has code that compiles: this file holds each of its pieces, a program that of the explorer")
  func compiles() throws {
    try expectGuideCode(
      of: "Sources/Rewind/Rewind.docc/GettingStarted.md", pieces: 16,
      besides: ["Tests/ExplorerGuide/main.swift"])
  }

  @Test("does what it says")
  func works() async throws {
    let folder = try Folder()
    let bank = folder.path + "/bank"

    try FileEventStore.create(at: bank)
    let store = try FileEventStore(at: bank)

    let accounts = Repository<BankAccount>(store)
    var account = accounts.create("account-1")
    try account.open(owner: "Zoë")
    try account.deposit(500)
    try await accounts.save(account)

    try await accounts.update("account-1") { try $0.deposit(200) }
    let balance = try await accounts.load("account-1").state.balance  // 700

    #expect(balance == 700)

    var answer = "withdrawn"
    do {
      try await accounts.update("account-1") { account in
        try account.deposit(100)
        try account.withdraw(1_000)
      }
    } catch let refused as Refused {
      answer = refused.reason  // only 800 is there
    }

    #expect(answer == "only 800 is there")
    #expect(try await accounts.load("account-1").version == 3)

    var mine = try await accounts.load("account-1")
    var theirs = mine
    try mine.withdraw(600)
    try theirs.withdraw(600)
    try await accounts.save(mine)
    do {
      try await accounts.save(theirs)
    } catch StoreError.conflict {
      answer = "decide again"
    }

    #expect(answer == "decide again")

    if let wrong = try store.events(of: "account-1", versions: 3...3).first?.record {
      try await accounts.update("account-1") {
        try $0.correct(by: -50, of: wrong, reason: "it was 150")
      }
    }

    #expect(try await accounts.load("account-1").state.balance == 50)

    let history = store.snapshot()
    if let stream = history.index.streamID(named: "account-1") {
      var timeline = Timeline(of: stream, in: history, fold: .aggregate(BankAccount.self))
      answer = "\(try timeline.state(at: 3).value ?? .null)"  // {"owner":"Zoë","balance":700}
    }

    #expect(answer == #"{"owner":"Zoë","balance":700}"#)

    var checkpoint = 0
    var letters: [String] = []
    for try await event in store.subscribe(to: .category("account"), from: .after(checkpoint)) {
      letters.append("\(event.stream): \(event.type)")
      checkpoint = event.position
      if checkpoint == 5 { break }  // a service goes on, until its task is cancelled
    }

    #expect(
      letters == [
        "account-1: AccountOpened", "account-1: MoneyDeposited", "account-1: MoneyDeposited",
        "account-1: MoneyWithdrawn", "account-1: BalanceCorrected",
      ])

    let quick = Repository<BankAccount>(
      store, snapshots: InMemorySnapshots(), policy: .every(events: 100))
    try await quick.takeSnapshot(of: "account-1")
    let same = try await quick.load("account-1").state.balance  // 50

    #expect(same == 50)

    let old = NewEvent(type: "AccountOpened", data: #"{"name":"Ada"}"#)
    try await store.append([old], to: "account-2", expected: .noStream)

    let upcasters = Upcasters([
      Upcaster("AccountOpened", from: 1) { $0.rename("name", to: "owner") },
      Upcaster("AccountOpened", from: 2) { $0.add("currency", "EUR") },
    ])
    let lifting = Repository<BankAccount>(try FileEventStore(at: bank, upcasters: upcasters))
    let owner = try await lifting.load("account-2").state.owner  // Ada

    #expect(owner == "Ada")

    var third = lifting.create("account-3")
    try third.open(owner: "Kim")
    try await lifting.save(third)

    let newest = try lifting.store.event(at: 7).record
    #expect(newest?.metadata == #"{"schema_version":3}"#)
  }
}
