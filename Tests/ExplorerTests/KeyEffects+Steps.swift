@testable import Explorer

extension KeyEffect {
  /// The first step of transfers, at @12,343: a row, and an entry.
  static let steps: [KeyEffect] = [
    KeyEffect(.stepProjection, in: [.projections, .deadLetters, .about], "s", .anywhere, "step ━"),
    KeyEffect(.stepProjection, in: [.rows], "s", .anywhere, "account-000123 · step ━"),
    KeyEffect(.stepProjection, in: [.step], "n", .anywhere, "@12,344  2026"),
    KeyEffect(.stepProjection, in: [.step], "s.", .anywhere, "@12,345  2026"),
    KeyEffect(.down, in: [.step], "j", .selected, "kind MoneyDeposited"),
    KeyEffect(.up, in: [.step], after: "j", "k", .selected, "+ account-000123"),
    KeyEffect(.top, in: [.step], after: "j", "g", .selected, "+ account-000123"),
    KeyEffect(.bottom, in: [.step], "G", .selected, "kind MoneyDeposited"),
    KeyEffect(.pageDown, in: [.step], "<Ctrl-d>", .selected, "kind MoneyDeposited"),
    KeyEffect(.pageUp, in: [.step], after: "j", "<Ctrl-u>", .selected, "+ account-000123"),
    KeyEffect(.open, in: [.step], "<Enter>", .top, "account-000123           v2 of 5"),
    KeyEffect(.back, in: [.step], "<Esc>", .anywhere, "· step", vanishes: true),
    KeyEffect(.quit, in: [.step], "q", .anywhere, "· step", vanishes: true),
  ]
}
