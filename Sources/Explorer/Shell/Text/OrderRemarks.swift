package import Rewind

extension LogSnapshot {
  /// In which order the lines of several files are one log; nil where they are of one.
  package var remarkOnFiles: String? {
    fileOrder.map { order in
      let words =
        switch order {
        case .byTime: "by time"
        case .fileByFile: "file by file"
        case .asTheyCame: "as they came"
        }
      return "\(Format.count(fileCount, "file")), \(words)"
    }
  }
}

extension LogSnapshot {
  /// That the log lies newest first, and what turns it round; nil where it does not.
  package var remarkOnDirection: String? {
    isNewestFirst ? "\(DirectionWords.remark); \(DirectionWords.advice)" : nil
  }
}

/// What a person is told of a log that lies newest first.
package enum DirectionWords {
  package static let remark =
    "times fall from line to line: the newest event lies first, and is taken for the oldest"
  /// What is done about it where its file is not known.
  package static let advice =
    "turn it round first, with tac where it is lines, with jq's reverse where it is an array"
}

/// What a person is told where the order of a stream's events is not plain.
extension LogIndex {
  /// In which order a stream's events are folded, where that is to be said.
  package func remark(onOrderOf stream: StreamID) -> String? {
    switch order(of: stream) {
    case .asLogged: nil
    case .byVersion:
      "its events lie in the log in another order than their versions; they are folded in that of their"
        + " versions"
    case .unclear:
      "its versions go back in the log, and some are missing or there twice; its events are folded as they"
        + " lie in the log"
    }
  }

  /// In which order projections take events, where that is to be said.
  package var remarkOnProjections: String? {
    remarkOnVersions.map { "\($0); projections take events as they lie there" }
  }

  /// In which order an import takes events, where that is to be said.
  package var remarkOnImport: String? {
    remarkOnVersions.map {
      "\($0); events are imported in the order of their versions, save where some are missing or there twice"
    }
  }

  private var remarkOnVersions: String? {
    guard streamsOutOfOrder > 0 else { return nil }
    let streams =
      streamsOutOfOrder == 1 ? "a stream" : "\(Format.grouped(streamsOutOfOrder)) streams"
    return "the versions of \(streams) go back in the log"
  }

  /// What a stream's state at a time has that happened after it, where its times run backwards.
  package func remark(
    onStateOf stream: StreamID, at time: Timestamp, in zone: TimeZoneChoice
  ) -> String? {
    let late = versionsTooLate(at: time, in: stream)
    guard let first = late.first else { return nil }
    let position = positions(of: stream)[first - 1]
    let versions = Format.few(late) { "v\(shownVersion($0, of: stream))" }
    return remark(versions, late.count, ofFirstAt: position, in: zone)
  }

  /// What the log up to its last event at a time has that happened after it, where its times run backwards.
  package func remark(onLogAt time: Timestamp, in zone: TimeZoneChoice) -> String? {
    let late = positionsTooLate(at: time)
    guard let first = late.first else { return nil }
    let positions = Format.few(late) { "@\(Format.grouped(shownPosition($0)))" }
    return remark(positions, late.count, ofFirstAt: first, in: zone)
  }

  private func remark(
    _ events: String, _ count: Int, ofFirstAt position: Int, in zone: TimeZoneChoice
  ) -> String {
    let time = self[position].timestamp.map { Format.moment($0, in: zone) } ?? ""
    return "times run backwards: this has \(events), after the time asked for"
      + (count == 1 ? " (\(time))" : " (the first at \(time))")
  }
}
