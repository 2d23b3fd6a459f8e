@testable import Explorer

extension KeyEffect {
  /// A user was renamed and for that deleted, by the command that let an account's address be forgotten before.
  static let relatives: [KeyEffect] = [
    KeyEffect(.relatives, in: .stream, "&", .anywhere, "Causes and effects of @12,3"),
    KeyEffect(.relatives, in: .allEvents, after: "12355v", "&", .selected, "UserRenamed"),
    KeyEffect(.down, in: [.relatives], "j", .selected, "UserDeleted"),
    KeyEffect(.up, in: [.relatives], "k", .selected, "AddressForgotten"),
    KeyEffect(.top, in: [.relatives], after: "G", "g", .selected, "AddressForgotten"),
    KeyEffect(.bottom, in: [.relatives], "G", .selected, "UserDeleted"),
    KeyEffect(.pageDown, in: [.relatives], "<PgDn>", .selected, "UserDeleted"),
    KeyEffect(.pageUp, in: [.relatives], "<PgUp>", .selected, "AddressForgotten"),
    KeyEffect(.open, in: [.relatives], after: "j", "<Enter>", .top, "v3 of 3"),
    KeyEffect(.back, in: [.relatives], "<Esc>", .anywhere, "Causes and effects", vanishes: true),
    KeyEffect(.quit, in: [.relatives], "q", .anywhere, "Causes and effects", vanishes: true),
  ]
}
