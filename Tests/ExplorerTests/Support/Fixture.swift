import Explorer
import Foundation
import Rewind
import TextUI

/// Logs to look at.
enum Fixture {
  /// Local time, in January an hour ahead of UTC and called CET; the same zone as in RewindTests.
  static let zone: TimeZoneChoice = {
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1)
    tzset()
    return .local
  }()

  /// How things are shown to the tests: as in a UTF-8 terminal with colours, where nothing else is said.
  static func display(glyphs: GlyphSet = .unicode, usesColor: Bool = true) -> DisplayOptions {
    DisplayOptions(zone: zone, glyphs: glyphs, usesColor: usesColor)
  }

  static let now = Timestamp(parsing: "2026-01-05T10:00:00Z") ?? Timestamp(microseconds: 0)

  /// The account that most screens show.
  private static let account = [
    event(
      "account-000123", 1, "AccountCreated", "2026-01-01T09:00:00Z",
      #"{"owner_id":"user-456","name":"Savings"}"#),
    event("account-000123", 2, "MoneyDeposited", "2026-01-01T10:12:00Z", #"{"amount":1000}"#),
    event("account-000123", 3, "MoneyWithdrawn", "2026-01-02T03:01:00Z", #"{"amount":300}"#),
    event(
      "account-000123", 4, "MoneyWithdrawn", "2026-01-02T03:04:05.678901Z",
      #"{"amount":200,"description":"ATM withdrawal"}"#,
      id: "01932c0e-7a51-7c3e-8a00-6b1f2d3c4e5f",
      metadata: #"{"correlation":"9a41-77c0-4e2b-b1f2-5a0d3c9e8f17-0001"}"#),
    event("account-000123", 5, "AccountBlocked", "2026-01-02T11:30:00Z", "{}"),
  ]

  /// A second account that a withdrawal is too much for, a user who is deleted, orders, a damaged line.
  private static let others = [
    event(
      "account-000124", 1, "AccountCreated", "2026-01-03T08:00:00Z",
      #"{"owner_id":"user-9","name":"Κύριος 口座"}"#),
    event("account-000124", 2, "MoneyDeposited", "2026-01-03T08:05:00Z", #"{"amount":50}"#),
    event("account-000124", 3, "MoneyWithdrawn", "2026-01-03T08:06:00Z", #"{"amount":70}"#),
    event("account-000124", 4, "MoneyDeposited", "2026-01-03T08:07:00Z", #"{"amount":5}"#),
    event(
      "account-000124", 5, "AddressGiven", "2026-01-04T08:07:00Z",
      #"{"address":{"street":"Main St 5","city":"Köln","lines":["a","b"]}}"#),
    event(
      "account-000124", 6, "AddressForgotten", "2026-01-04T09:07:00Z", "{}",
      metadata: #"{"correlation_id":"farewell"}"#),
    event("user-9", 1, "UserCreated", "2026-01-04T10:00:00Z", #"{"name":"Ada"}"#),
    event(
      "user-9", 2, "UserRenamed", "2026-01-04T11:00:00Z", #"{"name":"Ada L."}"#,
      id: "01932c0e-0000-7000-8000-0000000000a2", metadata: #"{"correlation_id":"farewell"}"#),
    event(
      "user-9", 3, "UserDeleted", "2026-01-04T12:00:00Z", "{}",
      metadata:
        #"{"correlation_id":"farewell","causation_id":"01932c0e-0000-7000-8000-0000000000a2"}"#),
    #"{"position":12356,"stream_id":"order-1","#,
    event("user-10", 1, "UserCreated", "2026-01-04T12:30:00Z", #"{"name":"Bob"}"#),
    event("order-1", 1, "OrderPlaced", "2026-01-04T13:00:00Z", #"{"items":3,"note":null}"#),
    event("order-2", 1, "OrderPlaced", "2026-01-04T14:00:00Z", #"{"items":1,"note":null}"#),
  ]

  /// The whole log, its positions counted from 12,342.
  static let bank = positioned(account + others)

  /// Gives each line that is an event the position after the line before.
  static func positioned(_ lines: [String], from first: Int = 12_342) -> [String] {
    lines.enumerated().map { number, line in
      line.hasPrefix(#"{"stream_id""#)
        ? #"{"position":\#(first + number),"# + line.dropFirst() : line
    }
  }

  /// Two events that someone appends to the account of the drawing.
  static let twoMore = positioned(
    [
      event("account-000123", 6, "AccountUnblocked", "2026-01-05T09:00:00Z", "{}"),
      event("account-000123", 7, "MoneyDeposited", "2026-01-05T09:30:00Z", #"{"amount":25}"#),
    ], from: 12_360)

  static func event(
    _ stream: String, _ version: Int, _ type: String, _ time: String, _ data: String,
    id: String? = nil, metadata: String? = nil
  ) -> String {
    let id = id ?? "00000000-0000-7000-8000-\(stream.hashDigits)\(version)"
    return #"{"stream_id":"\#(stream)","version":\#(version),"type":"\#(type)","id":"\#(id)","#
      + #""timestamp":"\#(time)","data":\#(data)\#(metadata.map { #","metadata":\#($0)"# } ?? "")}"#
  }
}

extension String {
  /// Eleven digits that are the same for the same text.
  fileprivate var hashDigits: String {
    let sum = utf8.reduce(7) { ($0 * 31 + Int($1)) % 99_999_999_999 }
    let digits = String(sum)
    return String(repeating: "0", count: 11 - digits.count) + digits
  }
}
