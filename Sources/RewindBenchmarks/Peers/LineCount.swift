/// The yardstick: `wc -l` over the same file, as a process of its own.
enum LineCount {
  static let name = "wc -l"

  static let measurement: Measurement = {
    var measurement = Measurement(name) { log in
      try seconds { () throws(BenchError) in
        try run(["wc", "-l", log.path])
      }
    }
    measurement.absence = { Peer.wc.absence }
    return measurement
  }()
}
