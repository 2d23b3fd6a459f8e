import Testing

@testable import Explorer

/// What a key shows to do: keys pressed in each of some panels, and what is on screen then.
struct KeyEffect: Sendable, CustomTestStringConvertible {
  enum Zone: Sendable {
    case top, selected, status, anywhere
  }

  let command: Command
  let panels: Set<Panel>
  /// What is pressed in the panel first.
  let setup: String
  let keys: String
  let zone: Zone
  let text: String
  /// Whether the text is there before the key and gone after it.
  let vanishes: Bool

  init(
    _ command: Command, in panels: Set<Panel>, after setup: String = "", _ keys: String,
    _ zone: Zone, _ text: String, vanishes: Bool = false
  ) {
    self.command = command
    self.panels = panels
    self.setup = setup
    self.keys = keys
    self.zone = zone
    self.text = text
    self.vanishes = vanishes
  }

  /// Whether it is to be seen where several logs are open.
  func needsSeveral(_ panel: Panel) -> Bool {
    panel == .logs || [.show(.logs), .previousLog, .nextLog].contains(command)
  }

  var testDescription: String { "\(setup) \(keys): \(command)" }

  /// The keys that lead from the first screen to a panel; to the list of logs where they are several.
  static func way(to panel: Panel) -> String {
    switch panel {
    case .logs: ""
    case .categories: "<S-Tab>"
    case .streams: ""
    case .events: "<Enter>"
    case .state: "<Enter>2<Tab>"
    case .event: "<Enter>3<Tab>"
    case .scrubber: "<Enter>4<Tab>"
    case .allEvents: "A"
    case .logEvent: "A<Tab>"
    case .projections: "R"
    case .rows: "R<Tab>"
    case .deadLetters: "R3<Tab>"
    case .about: "R4<Tab>"
    case .touchedRows: "<Enter>4vr"
    case .relatives: "A12354v&"
    case .help: "?"
    case .value: "<Enter>1G<Enter>"
    case .rebuildMenu: "Rb"
    case .rowHistory: "R<Tab>w"
    case .step: "Rjs"
    case .comparison: "Rb"
    case .difference: "R12345vm$d"
    }
  }
}

extension KeyEffect {
  static let all =
    moving + time + finding + looking + program + projections + touchedRows + relatives + steps
    + amongLogs

  static let moving: [KeyEffect] = [
    KeyEffect(.down, in: [.categories], "j", .selected, "account"),
    KeyEffect(.down, in: [.streams], "2j", .selected, "order-1"),
    KeyEffect(.down, in: [.events, .scrubber], after: "1v", "j", .top, "v2 of 5"),
    KeyEffect(.down, in: [.state], after: "g", "j", .selected, "name"),
    KeyEffect(.down, in: [.event], after: "4v", "j", .selected, "description"),
    KeyEffect(.down, in: [.allEvents], after: "12342G", "j", .top, "@12,343"),
    KeyEffect(.down, in: [.logEvent], "j", .selected, "note"),
    KeyEffect(.down, in: [.help], "j", .selected, "j ↓"),
    KeyEffect(.down, in: [.value], "j", .anywhere, " 6 of 12 ┓"),
    KeyEffect(.up, in: [.categories], after: "2j", "k", .selected, "account"),
    KeyEffect(.up, in: [.streams], after: "2j", "k", .selected, "account-000124"),
    KeyEffect(.up, in: [.events, .scrubber], after: "3v", "k", .top, "v2 of 5"),
    KeyEffect(.up, in: [.state], after: "3G", "k", .selected, "name"),
    KeyEffect(.up, in: [.event], after: "4v2G", "k", .selected, "amount"),
    KeyEffect(.up, in: [.allEvents], after: "12344G", "k", .top, "@12,343"),
    KeyEffect(.up, in: [.logEvent], after: "2G", "k", .selected, "items"),
    KeyEffect(.up, in: [.help], after: "2j", "k", .selected, "j ↓"),
    KeyEffect(.up, in: [.value], after: "2j", "k", .anywhere, " 6 of 12 ┓"),
    KeyEffect(.top, in: [.categories], after: "2j", "g", .selected, "all"),
    KeyEffect(.top, in: [.streams], after: "2j", "g", .selected, "account-000123"),
    KeyEffect(.top, in: [.events, .scrubber], "g", .top, "v1 of 5"),
    KeyEffect(.top, in: [.state], after: "G", "g", .selected, "owner_id"),
    KeyEffect(.top, in: [.event], after: "4vG", "g", .selected, "amount"),
    KeyEffect(.top, in: [.allEvents], "g", .top, "@12,342"),
    KeyEffect(.top, in: [.logEvent], after: "G", "g", .selected, "items"),
    KeyEffect(.top, in: [.help], after: "G", "g", .selected, "Moving"),
    KeyEffect(.top, in: [.value], after: "2j", "g", .anywhere, " 5 of 12 ┓"),
    KeyEffect(.bottom, in: [.categories], "G", .selected, "order"),
    KeyEffect(.bottom, in: [.streams], "G", .selected, "user-10"),
    KeyEffect(.bottom, in: [.events, .scrubber], after: "1v", "G", .top, "v5 of 5"),
    KeyEffect(.bottom, in: [.state], "G", .selected, "is_blocked"),
    KeyEffect(.bottom, in: [.event], "G", .selected, "id"),
    KeyEffect(.bottom, in: [.allEvents], after: "g", "G", .top, "@12,359 of"),
    KeyEffect(.bottom, in: [.logEvent], "G", .selected, "id"),
    KeyEffect(.bottom, in: [.help], "G", .anywhere, "GettingStarted"),
    KeyEffect(.bottom, in: [.value], "G", .anywhere, " 12 of 12 ┓"),
    KeyEffect(.pageDown, in: [.categories], "<Ctrl-d>", .selected, "order"),
    KeyEffect(.pageDown, in: [.streams], "<PgDn>", .selected, "user-10"),
    KeyEffect(.pageDown, in: [.events], after: "1v", "<Ctrl-d>", .top, "v5 of 5"),
    KeyEffect(.pageDown, in: [.scrubber], after: "1v", "<Ctrl-d>", .top, "v2 of 5"),
    KeyEffect(.pageDown, in: [.state], after: "g", "<PgDn>", .selected, "balance"),
    KeyEffect(.pageDown, in: [.event], after: "4v", "<PgDn>", .selected, "id …"),
    KeyEffect(.pageDown, in: [.allEvents], after: "g", "<Ctrl-d>", .top, "@12,347"),
    KeyEffect(.pageDown, in: [.logEvent], "<Ctrl-d>", .selected, "id"),
    KeyEffect(.pageDown, in: [.help], "<Ctrl-d>", .selected, "Ctrl-u"),
    KeyEffect(.pageDown, in: [.value], "<Ctrl-d>", .anywhere, " 7 of 12 ┓"),
    KeyEffect(.pageUp, in: [.categories], after: "G", "<Ctrl-u>", .selected, "all"),
    KeyEffect(.pageUp, in: [.streams], after: "G", "<PgUp>", .selected, "account-000123"),
    KeyEffect(.pageUp, in: [.events], "<Ctrl-u>", .top, "v0 of 5"),
    KeyEffect(.pageUp, in: [.scrubber], "<Ctrl-u>", .top, "v4 of 5"),
    KeyEffect(.pageUp, in: [.state], after: "G", "<PgUp>", .selected, "name"),
    KeyEffect(.pageUp, in: [.event], after: "4v4G", "<PgUp>", .selected, "amount"),
    KeyEffect(.pageUp, in: [.allEvents], "<Ctrl-u>", .top, "@12,354"),
    KeyEffect(.pageUp, in: [.logEvent], after: "G", "<Ctrl-u>", .selected, "items"),
    KeyEffect(.pageUp, in: [.help], after: "<Ctrl-d>", "<Ctrl-u>", .selected, "Moving"),
    KeyEffect(.pageUp, in: [.value], after: "G", "<Ctrl-u>", .anywhere, " 10 of 12 ┓"),
    KeyEffect(.count, in: .everywhere, "12", .status, "12"),
    KeyEffect(.nextPanel, in: [.streams], "<Tab>", .selected, "all"),
    KeyEffect(.nextPanel, in: [.categories], "<Tab>", .selected, "account-000123"),
    KeyEffect(.nextPanel, in: [.events, .event, .scrubber], "2<Tab>", .selected, "is_blocked"),
    KeyEffect(.nextPanel, in: [.state], "<Tab>", .selected, "data"),
    KeyEffect(.nextPanel, in: [.allEvents], "<Tab>", .selected, "items"),
    KeyEffect(.nextPanel, in: [.logEvent], "<Tab>", .selected, "12,359 order-2"),
    KeyEffect(.previousPanel, in: [.streams], "<S-Tab>", .selected, "all"),
    KeyEffect(.previousPanel, in: [.categories], "<S-Tab>", .selected, "account-000123"),
    KeyEffect(.previousPanel, in: [.events], "<S-Tab>", .selected, "●"),
    KeyEffect(.previousPanel, in: [.state], "<S-Tab>", .selected, "5 AccountBlocked"),
    KeyEffect(.previousPanel, in: [.event], "<S-Tab>", .selected, "is_blocked"),
    KeyEffect(.previousPanel, in: [.scrubber], "<S-Tab>", .selected, "data"),
    KeyEffect(.previousPanel, in: [.allEvents], "<S-Tab>", .selected, "items"),
    KeyEffect(.previousPanel, in: [.logEvent], "<S-Tab>", .selected, "12,359 order-2"),
    KeyEffect(.open, in: [.categories], after: "j", "<Enter>", .selected, "account-000123"),
    KeyEffect(.open, in: [.streams], "<Enter>", .top, "account › account-000123"),
    KeyEffect(.open, in: [.events], after: "2v", "<Enter>", .anywhere, #""amount": 1000"#),
    KeyEffect(.open, in: [.state], "<Enter>", .anywhere, "┏ .is_blocked ━"),
    KeyEffect(.open, in: [.event], after: "4v", "<Enter>", .anywhere, "┏ .data.amount ━"),
    KeyEffect(
      .open, in: [.allEvents], after: "12343G", "<Enter>", .top, "account-000123           v2 of"),
    KeyEffect(.open, in: [.logEvent], "<Enter>", .anywhere, "┏ .data.items ━"),
    KeyEffect(.back, in: Set.stream.union(Set.allEvents), "<Esc>", .top, "6 streams"),
    KeyEffect(.back, in: .lists, "<Esc>", .status, "q quits"),
    KeyEffect(.back, in: [.help], "<Esc>", .anywhere, "Categories"),
    KeyEffect(.back, in: [.value], "<Esc>", .anywhere, #""position": 12342"#, vanishes: true),
    KeyEffect(.back, in: [.value], "<Enter>", .anywhere, #""position": 12342"#, vanishes: true),
  ]

  static let time: [KeyEffect] = [
    KeyEffect(.stepBack, in: .stream, "2,", .top, "v3 of 5"),
    KeyEffect(.stepBack, in: [.events, .scrubber], "<Left>", .top, "v4 of 5"),
    KeyEffect(.stepBack, in: .allEvents, ",", .top, "@12,358"),
    KeyEffect(.stepForward, in: .stream, after: "0", "2.", .top, "v2 of 5"),
    KeyEffect(.stepForward, in: [.events, .scrubber], after: "0", "<Right>", .top, "v1 of 5"),
    KeyEffect(.stepForward, in: .allEvents, after: "0", ".", .top, "@12,343"),
    KeyEffect(.first, in: .stream, "0", .top, "v0 of 5"),
    KeyEffect(.first, in: .allEvents, "0", .top, "@12,342"),
    KeyEffect(.last, in: .stream, after: "0", "$", .top, "v5 of 5"),
    KeyEffect(.last, in: .allEvents, after: "0", "$", .top, "@12,359 of"),
    KeyEffect(.goToVersion, in: .stream, "v2<Enter>", .top, "v2 of 5"),
    KeyEffect(.goToVersion, in: .stream, "4v", .top, "v4 of 5"),
    KeyEffect(.goToVersion, in: .allEvents, "v12344<Enter>", .top, "@12,344"),
    KeyEffect(.goToTime, in: .stream, "t2026-01-02 04:02<Enter>", .top, "v3 of 5"),
    KeyEffect(.goToTime, in: .allEvents, "t2026-01-02 04:02<Enter>", .top, "@12,344"),
    KeyEffect(.markBase, in: .stream, "m", .top, "BASE v5"),
    KeyEffect(.diff, in: .stream, after: "2vm$", "d", .anywhere, "State v2 → v5"),
    KeyEffect(.swapBase, in: .stream, after: "2vm$", "D", .top, "BASE v5  v2 of 5"),
    KeyEffect(.previousChange, in: .stream, after: "2<Tab>3G", "K", .top, "v4 of 5"),
    KeyEffect(.previousChange, in: .stream, after: "2<Tab>3G", "2{", .top, "v3 of 5"),
    KeyEffect(.nextChange, in: .stream, after: "2<Tab>3G0", "2J", .top, "v2 of 5"),
    KeyEffect(.nextChange, in: .stream, after: "2<Tab>3G1v", "}", .top, "v2 of 5"),
    KeyEffect(.previousOfType, in: .stream, after: "4v", "(", .top, "v3 of 5"),
    KeyEffect(.previousOfType, in: .allEvents, "(", .top, "@12,358"),
    KeyEffect(.nextOfType, in: .stream, after: "3v", ")", .top, "v4 of 5"),
    KeyEffect(.nextOfType, in: .allEvents, after: "12342v", ")", .top, "@12,347"),
    KeyEffect(.previousFault, in: .stream, "[", .status, "nothing damaged"),
    KeyEffect(.previousFault, in: .allEvents, "[", .anywhere, "damaged: no valid JSON"),
    KeyEffect(.nextFault, in: .stream, after: "0", "]", .status, "nothing damaged"),
    KeyEffect(.nextFault, in: .allEvents, after: "0", "]", .anywhere, "damaged: no valid JSON"),
  ]
}
