internal import Platform
internal import Rewind
internal import RewindSQLite
internal import SampleDomain

/// An account of 1,000 events made whole from its stream, in a store whose index is there; or from a
/// snapshot and what came after it.
enum AggregateLoad {
  private static let events = 1_000
  private static let loads = 20

  /// How many events came after the snapshot.
  private static let later = 50

  static let measurement = Measurement(
    "load of an aggregate, 1,000 events", isOfLog: false
  ) { log in
    let store = try emptyStore(log)
    try await store.append(history, to: "account-1")
    var account = BankAccount()
    let time = try seconds { () throws in
      for _ in 0..<loads { account = try load(store.log) }
    }
    guard account.balance == events - 1 else { throw BenchError("the account lacks money") }
    return time / Double(loads)
  }

  static let fromSnapshot = Measurement(
    "load of an aggregate, 1,000 events, with a snapshot", isOfLog: false
  ) { log in
    let store = try emptyStore(log)
    let snapshots = SQLiteSnapshots(path: path(log) + "/cache/snapshots.sqlite")
    let accounts = Repository<BankAccount>(store, snapshots: snapshots) { report in
      SystemFile.standardError.write(text: "\(report)\n")
    }
    try await store.append(Array(history.dropLast(later)), to: "account-1")
    try await accounts.takeSnapshot(of: "account-1")
    try await store.append(Array(history.suffix(later)), to: "account-1")
    var account = BankAccount()
    let time = try await awaitedSeconds {
      for _ in 0..<loads { account = try await accounts.load("account-1").state }
    }
    guard account.balance == events - 1 else { throw BenchError("the account lacks money") }
    return time / Double(loads)
  }

  private static let history = (1...events).map { number in
    number == 1
      ? NewEvent(type: "AccountCreated", data: #"{"owner_id":"user-1","name":"Savings"}"#)
      : NewEvent(
        type: "MoneyDeposited", data: #"{"amount":1,"description":"cash at the counter"}"#)
  }

  private static func path(_ log: BenchLog) -> String { "\(log.folder)/aggregate" }

  private static func emptyStore(_ log: BenchLog) throws -> FileEventStore {
    FileSystem.removeTree(at: path(log))
    try FileEventStore.create(at: path(log), settings: StoreSettings(sync: .never))
    return try FileEventStore(at: path(log))
  }

  private static func load(_ log: EventLog) throws -> BankAccount {
    guard let stream = log.index.streamID(named: "account-1") else { return BankAccount() }
    var account = BankAccount()
    for event in try log.snapshot().events(of: stream, versions: 1..<events + 1) {
      if let record = event.record { try account.apply(record) }
    }
    return account
  }
}
