@testable import Explorer

extension KeyEffect {
  /// The withdrawal of 200 touched a row of balances, one of transfers and an entry, and one of event types.
  static let touchedRows: [KeyEffect] = [
    KeyEffect(
      .touchedRows, in: .stream, after: "4v", "r", .selected, "~ account_balances  account-000123"),
    KeyEffect(.touchedRows, in: .allEvents, after: "12345v", "r", .selected, "balance 700 → 500"),
    KeyEffect(.down, in: [.touchedRows], "j", .selected, "transfers 2 → 3"),
    KeyEffect(.up, in: [.touchedRows], after: "2j", "k", .selected, "transfers 2 → 3"),
    KeyEffect(.top, in: [.touchedRows], after: "G", "g", .selected, "account_balances"),
    KeyEffect(.bottom, in: [.touchedRows], "G", .selected, "~ event_types"),
    KeyEffect(.pageDown, in: [.touchedRows], "<PgDn>", .selected, "kind MoneyWithdrawn"),
    KeyEffect(.pageUp, in: [.touchedRows], after: "G", "<PgUp>", .selected, "transfers 2 → 3"),
    KeyEffect(.open, in: [.touchedRows], "<Enter>", .top, "projections › account_balances"),
    KeyEffect(.open, in: [.touchedRows], after: "j", "<Enter>", .selected, "account-000123"),
    KeyEffect(.back, in: [.touchedRows], "<Esc>", .anywhere, "Rows that @12,345", vanishes: true),
    KeyEffect(.quit, in: [.touchedRows], "q", .anywhere, "Rows that @12,345", vanishes: true),
  ]
}
