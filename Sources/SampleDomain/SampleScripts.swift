/// The sample's code as scripts: what the demo store has in `aggregates/` and `projections/`.
public enum SampleScripts {
  /// The folds, by the names of their files; they give the states that ``BankAccount`` and ``Order`` give.
  public static let aggregates: [String: [UInt8]] = [
    "account.js": PackageResources.account_js, "order.js": PackageResources.order_js,
  ]

  /// A projection of each kind, by the names of their files: one state, a row a stream with a half that all share, rows
  /// by a key, with outputs, with results, and by several keys.
  public static let projections: [String: [UInt8]] = [
    "account_blocks.js": PackageResources.account_blocks_js,
    "article_demand.js": PackageResources.article_demand_js,
    "bank_totals.js": PackageResources.bank_totals_js,
    "money_moved.js": PackageResources.money_moved_js,
    "refunds.js": PackageResources.refunds_js,
    "savings.js": PackageResources.savings_js,
  ]

  /// All of them, by the folders of a store that they lie in.
  public static let byFolder = ["aggregates": aggregates, "projections": projections]
}
