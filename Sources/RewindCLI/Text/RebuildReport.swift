import Explorer
import ExplorerRuntime
import Rewind
import RewindSQLite

/// What became of one rebuild.
struct RebuildReport {
  enum Result: String { case rebuilt, different, stopped, failed }

  var projection: String
  var result: Result
  /// The position, as the log counts.
  var position: Int?
  var rows: Int?
  var parked: Int?
  var time: Duration = .zero
  var comparison: ReadModelComparison?
  var differences: [JSONValue]?
  var error: String?

  init(_ projection: String, result: Result, error: String? = nil) {
    self.projection = projection
    self.result = result
    self.error = error
  }

  /// `orders: rebuilt to @1,000,000 · 50,000 rows · 0.31 s`.
  var text: String {
    let parts = [
      "\(projection): rebuilt to @\(grouped(position ?? 0))", rows.map { counted($0, "row") },
      "\(time.inSeconds) s",
    ]
    return parts.compactMap(\.self).joined(separator: " · ")
  }

  var json: KeyValuePairs<String, JSONValue?> {
    [
      "projection": .string(projection), "result": .string(result.rawValue),
      "position": position.map { JSONValue($0) }, "rows": rows.map { JSONValue($0) },
      "parked": parked.map { JSONValue($0) },
      "seconds": .number(JSONNumber(Double(time.inSeconds) ?? 0)),
      "added": (comparison?.added).map { JSONValue($0) },
      "removed": (comparison?.removed).map { JSONValue($0) },
      "changed": (comparison?.changed).map { JSONValue($0) },
      "same": (comparison?.same).map { JSONValue($0) },
      "differences": differences.map { .array($0) }, "error": error.map { .string($0) },
    ]
  }
}
