/// The yardstick: `wc -l` over the same file, as a process of its own.
enum LineCount {
  static let measurement = Measurement("wc -l") { log in
    try seconds { () throws(BenchError) in
      try run(["wc", "-l", log.path])
    }
  }
}
