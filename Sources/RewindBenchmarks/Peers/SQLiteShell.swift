internal import Platform

/// What SQLite's shell takes to load the log into a table with an index, and for a balance after that.
enum SQLiteShell {
  static let load = Measurement.peer(
    .sqlite3, "load of the log", against: Indexing.name
  ) { log in
    FileSystem.removeFile(database(log))
    return try answer(of: loading(log)).seconds
  }

  static let shortStream = Measurement.peer(
    .sqlite3, "balance of a short stream, loaded before", against: Commands.shortState
  ) { log in
    try time(log, log.contents().short)
  }

  static let bigStream = Measurement.peer(
    .sqlite3, "balance of the big stream, loaded before", against: Commands.bigState
  ) { log in
    try time(log, log.contents().big)
  }

  private static func time(_ log: BenchLog, _ place: BenchLog.Place) throws(BenchError) -> Double {
    if !FileSystem.exists(database(log)) { _ = try answer(of: loading(log)) }
    return try answer(of: words(log, place)).seconds
  }

  private static func database(_ log: BenchLog) -> String { "\(log.folder)/peer.sqlite" }

  /// The call that loads the log: each line into a row, and its members into columns.
  static func loading(_ log: BenchLog) -> [String] {
    let commands = [
      "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "CREATE TABLE lines (line TEXT)",
      ".mode ascii", #".separator "\001" "\n""#, ".import \"\(log.path)\" lines",
      """
      CREATE TABLE events AS SELECT json_extract(line, '$.stream_id') stream_id,
        json_extract(line, '$.version') version, json_extract(line, '$.type') type,
        json_extract(line, '$.data.amount') amount FROM lines
      """,
      "CREATE INDEX by_stream ON events (stream_id, version)", "DROP TABLE lines",
    ]
    return ["sqlite3", "-batch", database(log)] + commands
  }

  /// The call that prints the balance at a place of a log that was loaded.
  static func words(_ log: BenchLog, _ place: BenchLog.Place) -> [String] {
    let query = """
      SELECT \(Balances.sql(amount: "amount")) FROM events
      WHERE stream_id = '\(place.stream)' AND version <= \(place.version)
      """
    return ["sqlite3", "-batch", database(log), query]
  }
}
