internal import Rewind
internal import SampleDomain

/// An account of 1,000 events made whole from its stream, in a store whose index is there.
enum AggregateLoad {
  private static let events = 1_000
  private static let loads = 20

  static let measurement = Measurement(
    "load of an aggregate, 1,000 events", .seconds, .atMost(0.002)
  ) { log in
    let path = "\(log.folder)/aggregate"
    removeTree(at: path)
    try EventStore.create(at: path, settings: StoreSettings(sync: .never))
    let store = try EventStore(at: path)
    let history = (1...events).map { number in
      number == 1
        ? NewEvent(type: "AccountCreated", data: #"{"owner_id":"user-1","name":"Savings"}"#)
        : NewEvent(
          type: "MoneyDeposited", data: #"{"amount":1,"description":"cash at the counter"}"#)
    }
    try await store.append(history, to: "account-1")
    var account = BankAccount()
    let time = try seconds { () throws in
      for _ in 0..<loads { account = try load(store.log) }
    }
    guard account.balance == events - 1 else { throw BenchError("the account lacks money") }
    return time / Double(loads)
  }

  private static func load(_ log: EventLog) throws -> BankAccount {
    guard let stream = log.index.streamID(named: "account-1") else { return BankAccount() }
    var account = BankAccount()
    for event in try log.events(of: stream, versions: 1..<events + 1) {
      if let record = event.record { try account.apply(record) }
    }
    return account
  }
}
