@testable import Explorer

extension KeyEffect {
  static let finding: [KeyEffect] = [
    KeyEffect(.search, in: [.categories], "/ord<Enter>", .selected, "order"),
    KeyEffect(.search, in: [.streams], "/user<Enter>", .selected, "user-9"),
    KeyEffect(.search, in: [.events, .scrubber], after: "0", "/300<Enter>", .top, "v3 of 5"),
    KeyEffect(.search, in: [.state], after: "g", "/blocked<Enter>", .selected, "is_blocked"),
    KeyEffect(.search, in: [.event], after: "4v", "/9a41<Enter>", .selected, "correlation"),
    KeyEffect(.search, in: [.allEvents], after: "0", "/köln<Enter>", .top, "@12,351"),
    KeyEffect(.search, in: [.logEvent], "/NOTE<Enter>", .status, "NOTE: not found"),
    KeyEffect(.search, in: [.touchedRows], "/event_types<Enter>", .selected, "event_types"),
    KeyEffect(.search, in: [.rowHistory], after: "g", "/withdr<Enter>", .selected, "@12,344"),
    KeyEffect(.search, in: [.step], "/kind<Enter>", .selected, "kind"),
    KeyEffect(
      .search, in: [.comparison, .difference], "/000124<Enter>", .selected, "account-000124"),
    KeyEffect(
      .searchNext, in: [.touchedRows], after: "/transfers<Enter>", "n", .selected,
      "kind MoneyWithdrawn"),
    KeyEffect(.searchNext, in: [.rowHistory], after: "g/withdr<Enter>", "n", .selected, "@12,345"),
    KeyEffect(
      .searchNext, in: [.difference], after: "g/account<Enter>", "n", .selected, "account-000124"),
    KeyEffect(
      .searchPrevious, in: [.touchedRows], after: "/transfers<Enter>", "N", .selected,
      "kind MoneyWithdrawn"),
    KeyEffect(
      .searchPrevious, in: [.rowHistory], after: "g/withdr<Enter>", "N", .selected, "@12,345"),
    KeyEffect(.searchPrevious, in: [.step], after: "g/Money<Enter>", "N", .selected, "Money"),
    KeyEffect(
      .searchPrevious, in: [.comparison, .difference], after: "g/account<Enter>", "N", .selected,
      "account-000124"),
    KeyEffect(.search, in: [.help], "/throwx<BS>s<Enter>", .selected, "throws"),
    KeyEffect(.searchNext, in: [.categories], after: "/r<Enter>", "n", .selected, "order"),
    KeyEffect(.searchNext, in: [.streams], after: "/user<Enter>", "n", .selected, "user-10"),
    KeyEffect(
      .searchNext, in: [.events, .scrubber], after: "0/money<Enter>", "2n", .top, "v4 of 5"),
    KeyEffect(.searchNext, in: [.state], after: "g/e<Enter>", "n", .selected, "name"),
    KeyEffect(.searchNext, in: [.event], after: "4v/9<Enter>", "n", .selected, "id …6b1f"),
    KeyEffect(.searchNext, in: [.allEvents], after: "0/user<Enter>", "2n", .top, "@12,353"),
    KeyEffect(.searchNext, in: [.logEvent], after: "g/e<Enter>", "n", .selected, "note"),
    KeyEffect(.searchNext, in: [.help], after: "/version<Enter>", "n", .selected, "g Home"),
    KeyEffect(
      .searchPrevious, in: [.categories], after: "G/account<Enter>", "N", .selected, "account"),
    KeyEffect(.searchPrevious, in: [.streams], after: "/user<Enter>n", "N", .selected, "user-9"),
    KeyEffect(
      .searchPrevious, in: [.events, .scrubber], after: "0/money<Enter>$", "2N", .top, "v3 of 5"),
    KeyEffect(.searchPrevious, in: [.state], after: "g/e<Enter>G", "N", .selected, "balance"),
    KeyEffect(.searchPrevious, in: [.event], after: "4v/9<Enter>n", "N", .selected, "correlation"),
    KeyEffect(.searchPrevious, in: [.allEvents], after: "0/user<Enter>$", "N", .top, "@12,357"),
    KeyEffect(.searchPrevious, in: [.logEvent], after: "g/items<Enter>G", "N", .selected, "items"),
    KeyEffect(.searchPrevious, in: [.help], after: "/damaged<Enter>G", "N", .selected, "damaged"),
    KeyEffect(
      .filter, in: .lists, "fuser<Enter>", .anywhere, "Streams · by name · filter user"
    ),
    KeyEffect(.filter, in: .stream, "f!money<Enter>", .anywhere, "2 of 5 match"),
    KeyEffect(.filter, in: .allEvents, "fdeposit<Enter>", .anywhere, "3 of 18 match"),
    KeyEffect(.sort, in: .lists, "o", .anywhere, "Streams · by events"),
  ]

  static let looking: [KeyEffect] = [
    KeyEffect(.changesOnly, in: .stream, "c", .anywhere, "only 1 changed"),
    KeyEffect(.asStored, in: .travel, "s", .status, "the event has no other form"),
    KeyEffect(.fold, in: [.state], after: "<Esc>j<Enter>5v2<Tab>7G", "h", .selected, "▸ {3}"),
    KeyEffect(.fold, in: [.event], after: "<Esc>j<Enter>5v3<Tab>g", "<Left>", .selected, "▸ {3}"),
    KeyEffect(.fold, in: [.logEvent], after: "12351v", "h", .selected, "▸ {3}"),
    KeyEffect(.unfold, in: [.state], after: "<Esc>j<Enter>5v2<Tab>7Gh", "l", .selected, "▾ {3}"),
    KeyEffect(
      .unfold, in: [.event], after: "<Esc>j<Enter>5v3<Tab>gh", "<Right>", .selected, "▾ {3}"),
    KeyEffect(.unfold, in: [.logEvent], after: "12351vh", "l", .selected, "▾ {3}"),
    KeyEffect(.toggleFold, in: [.state], after: "<Esc>j<Enter>5v2<Tab>7G", " ", .selected, "▸ {3}"),
    KeyEffect(.toggleFold, in: [.event], after: "<Esc>j<Enter>5v3<Tab>g", " ", .selected, "▸ {3}"),
    KeyEffect(.toggleFold, in: [.logEvent], after: "12351v", " ", .selected, "▸ {3}"),
    KeyEffect(.foldAll, in: [.state], after: "<Esc>j<Enter>5v2<Tab>7G", "C", .selected, "▸ {3}"),
    KeyEffect(.foldAll, in: [.event], after: "4v", "C", .anywhere, "metadata ▸"),
    KeyEffect(.foldAll, in: [.logEvent], after: "12351v", "C", .selected, "▸ {3}"),
    KeyEffect(.unfoldAll, in: [.state], after: "<Esc>j<Enter>5v2<Tab>7GC", "O", .selected, "▾ {3}"),
    KeyEffect(.unfoldAll, in: [.event], after: "4vC", "O", .anywhere, "correlation"),
    KeyEffect(.unfoldAll, in: [.logEvent], after: "12351vC", "O", .anywhere, "lines"),
    KeyEffect(
      .switchZone, in: Set.screens.subtracting([.help]), "U", .status, "times are in UTC"),
    KeyEffect(.zoom, in: [.categories], "z", .anywhere, "Streams ·", vanishes: true),
    KeyEffect(.zoom, in: [.streams], "z", .anywhere, "Categories", vanishes: true),
    KeyEffect(.zoom, in: [.events, .event, .scrubber], "z", .anywhere, "State v", vanishes: true),
    KeyEffect(.zoom, in: [.state], "z", .anywhere, "Event 5", vanishes: true),
    KeyEffect(.zoom, in: [.allEvents], "z", .anywhere, "Event 12,359", vanishes: true),
    KeyEffect(.zoom, in: [.logEvent], "z", .anywhere, "All events ─", vanishes: true),
    KeyEffect(.follow, in: Set.lists.union(Set.stream).union(Set.allEvents), "F", .top, "LIVE"),
  ]

  static let program: [KeyEffect] = [
    KeyEffect(.palette, in: .everywhere, ":", .anywhere, "Go to or do"),
    KeyEffect(
      .show(.streams), in: Set.stream.union(Set.allEvents).union([.help]), "S", .top, "6 streams"),
    KeyEffect(.show(.streams), in: .lists, "S", .top, "6 streams"),
    KeyEffect(
      .show(.allEvents), in: Set.lists.union(Set.stream).union([.help]), "A", .top, "all events"),
    KeyEffect(.show(.allEvents), in: .allEvents, "A", .top, "all events"),
    KeyEffect(.placeBack, in: .stream, after: "2v", "H", .top, "v5 of 5"),
    KeyEffect(.placeBack, in: .allEvents, "<Ctrl-o>", .top, "6 streams"),
    KeyEffect(.placeBack, in: .lists, after: "AS", "H", .top, "all events"),
    KeyEffect(.placeBack, in: [.help], after: "?A?", "H", .top, "6 streams"),
    KeyEffect(.placeForward, in: .stream, after: "2vH", "L", .top, "v2 of 5"),
    KeyEffect(.placeForward, in: .allEvents, after: "0H", "L", .top, "@12,342"),
    KeyEffect(.placeForward, in: .lists, after: "AH", "L", .top, "all events"),
    KeyEffect(.placeForward, in: [.help], after: "?AH?", "L", .top, "all events"),
    KeyEffect(.show(.help), in: Set.everywhere.subtracting([.help]), "?", .top, "bank › help"),
    KeyEffect(.show(.help), in: [.help], "<F1>", .top, "6 streams"),
    KeyEffect(
      .showMessage, in: Set.everywhere.subtracting([.value]), after: "<F2><F2>", "M", .anywhere,
      " Message "),
    KeyEffect(.mouse, in: .everywhere, "<F2>", .status, "mouse on"),
    KeyEffect(.quit, in: [.value], "q", .anywhere, #""position": 12342"#, vanishes: true),
    KeyEffect(
      .interrupt, in: [.value], "<Ctrl-c>", .anywhere, #""position": 12342"#, vanishes: true),
    KeyEffect(.quit, in: [.help], "q", .top, "6 streams"),
  ]
}
