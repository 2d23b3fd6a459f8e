internal import Platform

/// What DuckDB takes for a question, read from the same lines and stored nowhere: the query by itself, and
/// with the start of Python, through which it is asked.
enum DuckDB {
  static let types = measurement("events of each type", against: Commands.types) { log in
    let lines = lines("type: 'VARCHAR'")
    return words(log, "SELECT type, count(*) FROM \(lines) GROUP BY type")
  }

  static let shortStream = measurement(
    "balance of a short stream", against: Commands.shortState
  ) { log in
    words(log, try log.contents().short)
  }

  static let bigStream = measurement(
    "balance of the big stream", against: Commands.bigState
  ) { log in
    words(log, try log.contents().big)
  }

  static let balances = measurement(
    "account balances", against: Rebuild.name
  ) { log in
    let lines = lines("stream_id: 'VARCHAR', type: 'VARCHAR', data: 'STRUCT(amount BIGINT)'")
    return words(
      log,
      """
      SELECT stream_id, \(Balances.sql(amount: "data.amount")) FROM \(lines)
      WHERE stream_id LIKE 'account-%' GROUP BY stream_id
      """)
  }

  /// The call that prints the seconds of the query, and the balance at a place of a log.
  static func words(_ log: BenchLog, _ place: BenchLog.Place) -> [String] {
    let lines = lines(
      "stream_id: 'VARCHAR', version: 'BIGINT', type: 'VARCHAR', data: 'STRUCT(amount BIGINT)'")
    return words(
      log,
      """
      SELECT \(Balances.sql(amount: "data.amount")) FROM \(lines)
      WHERE stream_id = '\(place.stream)' AND version <= \(place.version)
      """)
  }

  private static func measurement(
    _ question: String, against row: String,
    words: @escaping @Sendable (BenchLog) throws -> [String]
  ) -> Measurement {
    let rows = ["the query", "whole process"].map {
      Measurement.Row(
        name: "\(Peer.duckDB.rawValue): \(question), \($0)", unit: .seconds, rewindRow: row)
    }
    var measurement = Measurement(rows) { log in
      let whole = try answer(of: try words(log))
      guard let query = whole.text.split(whereSeparator: \.isNewline).first.flatMap({ Double($0) })
      else { throw BenchError("DuckDB did not say how long it took") }
      return [query, whole.seconds]
    }
    measurement.absence = { Peer.duckDB.absence }
    return measurement
  }

  /// The log as a table of some columns; the file is the query's parameter.
  private static func lines(_ columns: String) -> String {
    "read_json(?, format = 'newline_delimited', columns = {\(columns)})"
  }

  private static func words(_ log: BenchLog, _ query: String) -> [String] {
    ["python3", "-c", script, log.path, query]
  }

  /// Prints the seconds that the query took, and the first value of what it found.
  private static let script = """
    from sys import argv
    from time import perf_counter
    from duckdb import connect
    database = connect()
    database.execute("SET threads = \(Processors.workers)")
    start = perf_counter()
    rows = database.execute(argv[2], [argv[1]]).fetchall()
    print(perf_counter() - start)
    print(rows[0][0])
    """
}
