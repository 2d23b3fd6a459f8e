import TestSupport
import Testing

@testable import Rewind

@Suite("Changes that Debezium tells, opened as they are")
struct DebeziumTests {
  /// A change as a connector writes it.
  private static func change(
    _ op: String, _ table: String, before: String, after: String, connector: String = "mysql",
    at second: Int
  ) -> String {
    let container = connector == "mongodb" ? "collection" : "table"
    return
      #"{"before":\#(before),"after":\#(after),"source":{"version":"2.7.0.Final","connector":"\#(connector)","#
      + #""name":"shop","ts_ms":\#(1_767_323_045_000 + second * 1000),"snapshot":"false","db":"inventory","#
      + #""\#(container)":"\#(table)"},"op":"\#(op)","ts_ms":\#(1_767_323_045_123 + second * 1000)}"#
  }

  /// Customers have an id; orders a number, and the customer's id behind it.
  private static func rows(_ connector: String) -> [String] {
    func customer(_ name: String) -> String { #"{"id":7,"name":"\#(name)"}"# }
    func order(_ number: Int, _ sum: Int) -> String {
      #"{"order_number":\#(number),"customer_id":7,"sum":\#(sum)}"#
    }
    // PostgreSQL tells of a row that was no more than its key, and before an update nothing.
    let old =
      connector == "mysql" ? order(1, 6) : #"{"order_number":1,"customer_id":null,"sum":null}"#
    return [
      change("c", "customers", before: "null", after: customer("Ann"), connector: connector, at: 0),
      change("c", "orders", before: "null", after: order(1, 5), connector: connector, at: 1),
      change("c", "orders", before: "null", after: order(2, 9), connector: connector, at: 2),
      change(
        "u", "orders", before: connector == "mysql" ? order(1, 5) : "null", after: order(1, 6),
        connector: connector, at: 3),
      change("d", "orders", before: old, after: "null", connector: connector, at: 4),
    ]
  }

  private static let documents = [
    change(
      "c", "orders", before: "null", after: #""{\"_id\": {\"$oid\": \"a1\"},\"sum\": 5}""#,
      connector: "mongodb", at: 0),
    change(
      "u", "orders", before: "null", after: #""{\"_id\": {\"$oid\": \"a1\"},\"sum\": 6}""#,
      connector: "mongodb", at: 1),
    change("d", "orders", before: "null", after: "null", connector: "mongodb", at: 2),
  ]

  /// What a log holds that is opened without a mapping.
  private func events(_ lines: [String]) throws -> [String] {
    let folder = try TemporaryFolder()
    try folder.write("changes.jsonl", lines.joined(separator: "\n") + "\n")
    let log = try EventLog.open([folder.path("changes.jsonl")])
    try log.refresh()
    #expect(log.mapping.name == "Debezium")
    return try (1..<log.index.eventCount + 1).map { position in
      let event = try #require(try log.event(at: position).record)
      let time = event.timestamp.map { String($0.rfc3339.dropFirst(17).prefix(2)) } ?? "none"
      return "\(event.stream) \(event.version) \(event.type) :\(time) \(event.data)"
        + (event.isDeletion ? " deleted" : "")
    }
  }

  private static let expected = [
    #"customers-7 1 c :05 {"id":7,"name":"Ann"}"#,
    #"orders-1 1 c :06 {"order_number":1,"customer_id":7,"sum":5}"#,
    #"orders-2 1 c :07 {"order_number":2,"customer_id":7,"sum":9}"#,
    #"orders-1 2 u :08 {"order_number":1,"customer_id":7,"sum":6}"#,
    "orders-1 3 d :09 null deleted",
  ]

  private static func wrapped(_ line: String) -> String {
    #"{"schema":{"type":"struct","fields":[{"field":"before"},{"field":"after"}],"name":"e"},"payload":\#(line)}"#
  }

  private static func printed(_ line: String) -> String {
    let text = JSONValue.string(line).text()
    return #"{"topic":"shop","partition":0,"offset":1,"key":"k","ts":5,"payload":\#(text)}"#
  }

  @Test("rows of MySQL and PostgreSQL", arguments: ["mysql", "postgresql"])
  func rows(connector: String) throws {
    let rows = Self.rows(connector)
    expectNoDifference(try events(rows), Self.expected)
    expectNoDifference(try events(rows.map(Self.wrapped)), Self.expected)
    expectNoDifference(try events(rows.map(Self.printed)), Self.expected)
    expectNoDifference(try events(rows.map { Self.printed(Self.wrapped($0)) }), Self.expected)
  }

  @Test("documents of MongoDB; of one that is no more only the collection is told")
  func documents() throws {
    let expected = [
      #"orders-a1 1 c :05 {"_id": {"$oid": "a1"},"sum": 5}"#,
      #"orders-a1 2 u :06 {"_id": {"$oid": "a1"},"sum": 6}"#, "orders 1 d :07 null deleted",
    ]
    expectNoDifference(try events(Self.documents), expected)
    expectNoDifference(try events(Self.documents.map(Self.wrapped)), expected)
  }

  @Test("a table that is met later, without the columns of the others, loses no line")
  func laterTable() throws {
    let other = Self.change("c", "notes", before: "null", after: #"{"text":"a"}"#, at: 9)
    // Of the last tenth of the log only the beginning is looked at.
    let lines = (0..<1000).map { number in
      Self.change(
        "c", "customers", before: "null", after: #"{"id":\#(number),"name":"Ann"}"#, at: number)
    }
    #expect(try events(lines + [other]).last == #"notes 1 c :14 {"text":"a"}"#)
  }
}
