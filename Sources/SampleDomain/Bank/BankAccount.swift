public import Rewind

/// A bank account: who owns it, what is in it, and whether it may be used.
public struct BankAccount: Aggregate {
  /// The streams are called `account-…`.
  public static let category = "account"

  /// Whose account it is; nil before it is created.
  public private(set) var ownerID: String?
  /// What its owner calls it.
  public private(set) var name = ""
  /// What is in it, in whole euros.
  public private(set) var balance = 0
  /// Whether nothing may be put in or taken out.
  public private(set) var isBlocked = false

  /// An account that is not there yet.
  public init() {}

  /// Takes in the next event of an account; throws an error that names the field where its data lacks
  /// something or takes the balance out of range.
  public mutating func apply(_ event: EventRecord) throws {
    switch event.type {
    case "AccountCreated":
      ownerID = try event.text("owner_id")
      name = try event.text("name")
    case "MoneyDeposited", "TransferReceived", "BalanceCorrected":
      try balance.add(event.integer("amount"), to: "balance", by: event)
    case "MoneyWithdrawn", "TransferSent":
      try balance.subtract(event.integer("amount"), from: "balance", by: event)
    case "AccountBlocked":
      isBlocked = true
    case "AccountUnblocked":
      isBlocked = false
    default:
      break
    }
  }

  /// The account as JSON; nil before it is created.
  public var value: JSONValue? {
    guard let ownerID else { return nil }
    return [
      "owner_id": .string(ownerID),
      "name": .string(name),
      "balance": .integer(balance),
      "is_blocked": .bool(isBlocked),
    ]
  }
}

extension BankAccount: SnapshotAggregate {
  /// All that it is, also before it is created.
  public var snapshot: JSONValue {
    [
      "owner_id": ownerID.map { .string($0) } ?? .null,
      "name": .string(name),
      "balance": .integer(balance),
      "is_blocked": .bool(isBlocked),
    ]
  }

  /// Takes up what ``snapshot`` kept; throws where that is none of an account's.
  public init(snapshot: JSONValue) throws {
    guard let name = snapshot["name"]?.string, let balance = snapshot["balance"]?.int,
      let isBlocked = snapshot["is_blocked"]?.bool
    else { throw FoldError("no snapshot of an account") }
    ownerID = snapshot["owner_id"]?.string
    self.name = name
    self.balance = balance
    self.isBlocked = isBlocked
  }
}
