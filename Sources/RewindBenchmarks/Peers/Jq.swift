internal import Platform

/// What grep and jq take for the balance of an account: the stream's lines found by their text, then folded.
enum Jq {
  static let shortStream = Measurement.peer(
    .jq, "balance of a short stream, with grep", against: Commands.shortState
  ) { log in
    try time(log, log.contents().short)
  }

  static let bigStream = Measurement.peer(
    .jq, "balance of the big stream, with grep", against: Commands.bigState
  ) { log in
    try time(log, log.contents().big)
  }

  private static func time(
    _ log: BenchLog, _ place: BenchLog.Place
  ) throws(BenchError) -> Double {
    try answer(of: words(log, place)).seconds
  }

  /// The call that prints the balance at a place of a log.
  static func words(_ log: BenchLog, _ place: BenchLog.Place) -> [String] {
    let text = #""stream_id":"\#(place.stream)""#
    let pipeline = #"grep -F "$1" "$2" | jq -n --argjson last "$3" "$4""#
    return ["sh", "-c", pipeline, "sh", text, log.path, "\(place.version)", Balances.jq]
  }
}
