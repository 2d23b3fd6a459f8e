/// The sample's folds as scripts: what the demo store has in `aggregates/`.
///
/// They give the states that ``BankAccount`` and ``Order`` give.
public enum SampleScripts {
  /// The scripts' texts by the names of their files.
  public static let aggregates: [String: [UInt8]] = [
    "account.js": PackageResources.account_js, "order.js": PackageResources.order_js,
  ]
}
