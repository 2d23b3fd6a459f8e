internal import Platform

/// Another program that people ask such questions of, where it is installed.
enum Peer: String, CaseIterable {
  case wc, jq, lnav, sqlite3, less
  case duckDB = "DuckDB"

  /// Whether it can be started here.
  var isInstalled: Bool {
    switch self {
    case .jq: Self.isOnPath("jq") && Self.isOnPath("grep")
    case .duckDB: (try? run(["python3", "-c", "import duckdb"], errors: .nothing)) != nil
    default: Self.isOnPath(rawValue)
    }
  }

  /// "not found" where it is not installed.
  var absence: String? { isInstalled ? nil : "not found" }

  /// Whether a program of a name is in a folder of `PATH`.
  static func isOnPath(
    _ name: String, path: String? = ThisProcess.variable("PATH")
  ) -> Bool {
    (path ?? "").split(separator: ":").contains { FileSystem.isExecutable("\($0)/\(name)") }
  }
}

extension Measurement {
  /// What a peer takes for the work of a row of Rewind's, as a process of its own.
  static func peer(
    _ peer: Peer, _ question: String, against row: String?,
    run: @escaping @Sendable (BenchLog) async throws -> Double
  ) -> Measurement {
    var measurement = Measurement("\(peer.rawValue): \(question)", .seconds, run: run)
    measurement.rows[0].rewindRow = row
    measurement.absence = { peer.absence }
    return measurement
  }
}
