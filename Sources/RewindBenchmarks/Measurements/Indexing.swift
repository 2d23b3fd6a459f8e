internal import Rewind

/// Reading the whole log once: streams, types, versions, times, offsets.
enum Indexing {
  static let name = "index the log"

  static let measurement = Measurement(name, .seconds, .timesLineCount(5)) { log in
    try seconds { () throws in
      try EventLog.open([log.path]).refresh()
    }
  }
}
