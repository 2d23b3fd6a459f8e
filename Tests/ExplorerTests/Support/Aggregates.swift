import Rewind

/// The account that most screens show; withdrawing more than there is makes it throw.
struct Account: Aggregate {
  struct Overdrawn: Error, CustomStringConvertible {
    let description = "cannot withdraw more than the balance (account.js:7)"
  }
  static let category = "account"
  private(set) var value: JSONValue?

  mutating func apply(_ event: EventRecord) throws {
    var account = value?.object ?? JSONObject()
    let amount = event.data["amount"]?.int ?? 0
    let balance = account["balance"]?.int ?? 0
    switch event.type {
    case "AccountCreated":
      account["owner_id"] = event.data.value["owner_id"]
      account["name"] = event.data.value["name"]
      account["balance"] = 0
      account["is_blocked"] = false
    case "MoneyDeposited": account["balance"] = JSONValue(balance + amount)
    case "MoneyWithdrawn":
      guard amount <= balance else { throw Overdrawn() }
      account["balance"] = JSONValue(balance - amount)
    case "AccountBlocked": account["is_blocked"] = true
    case "AddressGiven": account["address"] = event.data.value["address"]
    case "AddressForgotten": account["address"] = nil
    default: break
    }
    value = .object(account)
  }
}

/// A user that can be deleted.
struct User: Aggregate {
  static let category = "user"
  private(set) var value: JSONValue?

  mutating func apply(_ event: EventRecord) throws {
    let isDeleted = event.type == "UserDeleted"
    value = isDeleted ? Optional.none : event.data.value
  }
}

/// An aggregate's fold under the name of a script, as the screens are drawn with.
struct ScriptFold<A: Aggregate>: Fold {
  let name: String
  private let aggregate: AggregateFold<A>

  init(of type: A.Type, name: String) {
    self.name = name
    aggregate = AggregateFold(type)
  }

  func initial() -> A { aggregate.initial() }

  func fold(_ batch: FoldBatch, from state: A) throws -> FoldedBatch<A> {
    try aggregate.fold(batch, from: state)
  }

  func value(of state: A) -> JSONValue? { aggregate.value(of: state) }
}
