public import Rewind

/// The sample store's read models: what is in each account, what moved it, and the orders.
public let projections: [ProjectionDefinition] = [
  ProjectionDefinition(AccountBalances()), ProjectionDefinition(TransactionHistory()),
  ProjectionDefinition(OrderView()),
]
