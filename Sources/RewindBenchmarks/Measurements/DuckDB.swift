internal import Platform

/// What DuckDB takes for the balance of every account, read from the same lines and stored nowhere.
enum DuckDB {
  static let measurement = Measurement([
    Measurement.Row(name: "DuckDB, account balances, the query", unit: .seconds),
    Measurement.Row(name: "DuckDB, account balances, whole process", unit: .seconds),
  ]) { log in
    var output = try Pipe()
    var answer = ""
    let whole = try seconds { () throws(BenchError) in
      let child = try BenchError.wrap(
        try ChildProcess(
          ["python3", "-c", script, log.path], output: .file(output.writing)))
      output.closeWriting()
      answer = String(
        decoding: try BenchError.wrap(try output.reading.readToEnd()), as: UTF8.self)
      try child.waitForSuccess()
    }
    guard let query = Double(answer.prefix { !$0.isWhitespace }) else {
      throw BenchError("DuckDB is not installed (pip install duckdb)")
    }
    return [query, whole]
  }

  /// Prints the seconds that the query took, or nothing where there is no DuckDB.
  private static let script = """
    from sys import argv
    from time import perf_counter
    try:
      from duckdb import connect
    except ImportError:
      raise SystemExit(0)
    database = connect()
    database.execute("SET threads = \(Processors.workers)")
    start = perf_counter()
    database.execute(\"""
      SELECT stream_id, sum(CASE
        WHEN type IN ('MoneyDeposited', 'TransferReceived', 'BalanceCorrected') THEN data.amount
        WHEN type IN ('MoneyWithdrawn', 'TransferSent') THEN -data.amount
        ELSE 0 END)
      FROM read_json(?, format = 'newline_delimited', columns = {
        stream_id: 'VARCHAR', type: 'VARCHAR', data: 'STRUCT(amount BIGINT)'})
      WHERE stream_id LIKE 'account-%'
      GROUP BY stream_id\""", [argv[1]]).fetchall()
    print(perf_counter() - start)
    """
}
