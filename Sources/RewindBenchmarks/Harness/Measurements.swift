/// Everything that can be measured, in the order of a run: a peer's rows stand beside Rewind's.
enum Measurements {
  static let all: [Measurement] =
    [
      LineCount.measurement, FirstPaint.version, FirstPaint.wholeProcess, Pagers.less, Pagers.lnav,
      FirstPaint.frame, Indexing.measurement, Pagers.lnavWhole, SQLiteShell.load,
      FirstPaint.streams, FirstPaint.streamPage,
    ] + Commands.all + [
      DuckDB.types, Jq.shortStream, DuckDB.shortStream, SQLiteShell.shortStream, Jq.bigStream,
      DuckDB.bigStream, SQLiteShell.bigStream, States.measurement, KeyToFrame.measurement,
      Appends.oneByOne, Appends.atOnce, Appends.byThousands, Appends.unsynced, Appends.syncedLater,
      AggregateLoad.measurement, AggregateLoad.fromSnapshot, CatchUp.measurement,
      Rebuild.wholeProcess, DuckDB.balances, ScriptRebuilds.measurement,
      KeyWhileRebuilding.measurement,
      ScriptFolds.measurement, ProgramFolds.measurement, PeakMemory.measurement, Rebuild.memory,
    ] + HotPath.allCases.map(\.measurement)

  /// The measurements with a row whose name contains one of some texts, `wc -l`, and the rows of Rewind's that
  /// chosen peers are held against.
  ///
  /// - Parameter texts: all are chosen where it is empty.
  /// - Throws: where a text is in no row's name.
  static func chosen(by texts: [String]) throws(BenchError) -> [Measurement] {
    guard !texts.isEmpty else { return all }
    for text in texts where !all.contains(where: { $0.isNamed(text) }) {
      throw BenchError("no row's name contains \(text); rewind-bench rows lists them")
    }
    let named = all.filter { measurement in texts.contains { measurement.isNamed($0) } }
    let needed = Set(named.flatMap(\.rows).compactMap(\.rewindRow) + [LineCount.name])
    return all.filter { measurement in
      measurement.rows.contains { row in
        needed.contains(row.name) || texts.contains { row.name.contains($0) }
      }
    }
  }
}

extension Measurement {
  fileprivate func isNamed(_ text: String) -> Bool {
    rows.contains { $0.name.contains(text) }
  }
}
