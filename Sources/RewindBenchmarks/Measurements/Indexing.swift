internal import Rewind

/// Reading the whole log once: streams, types, versions, times, offsets.
enum Indexing {
  static let name = "index the log"

  static let measurement = Measurement(name) { log in
    try seconds { () throws in
      try EventLog.open([log.path]).refresh()
    }
  }
}
