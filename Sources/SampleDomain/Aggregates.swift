public import Rewind

/// What folds the sample store's streams: a bank's accounts, a shop's orders, and their users.
public let aggregates: [any Aggregate.Type] = [BankAccount.self, Order.self, User.self]
