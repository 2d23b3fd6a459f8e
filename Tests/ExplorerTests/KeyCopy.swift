import Testing

@testable import Explorer

/// What a `y` key copies in each of some panels: at the fourth version of the first account.
struct KeyCopy: Sendable, CustomTestStringConvertible {
  let command: Command
  let panels: Set<Panel>
  let keys: String
  /// What the copied text begins with.
  let start: String

  init(_ command: Command, in panels: Set<Panel>, _ keys: String, _ start: String) {
    self.command = command
    self.panels = panels
    self.keys = keys
    self.start = start
  }

  var testDescription: String { "\(keys): \(command)" }

  static let all: [KeyCopy] = [
    KeyCopy(.copyID, in: .travel, "yi", "01932c0e-7a51-7c3e-8a00-6b1f2d3c4e5f"),
    KeyCopy(
      .copyEvent, in: .travel, "yy",
      #"{"position":12345,"stream_id":"account-000123","version":4"#),
    KeyCopy(
      .copyState, in: .stream, "ys", #"{"owner_id":"user-456","name":"Savings","balance":500"#),
    KeyCopy(.copyValue, in: [.state], "yv", "false"),
    KeyCopy(.copyValue, in: [.event, .logEvent], "yv", "200"),
    KeyCopy(.copyValue, in: [.value], "yv", #"{"position":12342,"#),
    KeyCopy(.copyValue, in: [.rows], "yv", "account-000123"),
    KeyCopy(.copyPath, in: [.state], "yp", ".is_blocked"),
    KeyCopy(.copyPath, in: [.event, .logEvent], "yp", ".data.amount"),
    KeyCopy(.copyKey, in: [.state], "yk", "is_blocked"),
    KeyCopy(.copyKey, in: [.event, .logEvent], "yk", "amount"),
    KeyCopy(.copyKey, in: [.rows], "yk", "account-000123"),
    KeyCopy(.copyRow, in: [.rows], "yy", #"{"account":"account-000123","owner":"user-456""#),
    KeyCopy(.copyLink, in: .lists, "yl", "rewind ./bank --at account-000123"),
    KeyCopy(
      .copyLink, in: .stream, "yl", "rewind ./bank --at account-000123@4 --path .is_blocked"),
    KeyCopy(.copyLink, in: .allEvents, "yl", "rewind ./bank --at @12345"),
  ]
}
