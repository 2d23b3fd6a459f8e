import Explorer
import Rewind

/// `rewind events`: the events of a log, printed as they are read, so that memory stays bounded.
final class EventsCommand {
  private static let pageSize = 256

  private let invocation: Invocation
  private let options: Command.Events
  private var left: Int
  private var damaged = 0
  private var isAnyPrinted = false

  init(_ options: Command.Events, _ invocation: Invocation) {
    self.invocation = invocation
    self.options = options
    left = options.limit ?? .max
  }

  func run() throws -> Int32 {
    let log = try invocation.openLog(showsWhileComing: options.follow)
    if !options.ids.isEmpty { invocation.keepLinks(of: log) }
    let snapshot = log.snapshot()
    let filter = try EventFilter(options, in: invocation, snapshot.index)
    try refuseUnknownNames(in: snapshot.index)
    if let name = options.stream, let stream = snapshot.index.streamID(named: name) {
      invocation.noteOrder(of: stream, in: snapshot.index)
    }
    let start = start(in: snapshot.index)
    if options.follow {
      try printFollowed(snapshot, filter, behind: start)
      try follow(log, behind: snapshot, filter)
      invocation.noteShortfall(of: log)
    } else {
      try print(snapshot, filter, behind: start)
      if !isAnyPrinted { try refuseUnknownIDs(in: snapshot) }
    }
    try invocation.output.flush()
    return damaged > 0 ? ExitStatus.partial : 0
  }

  /// A name that is nowhere in the log is a slip, save where it may still come.
  private func refuseUnknownNames(in index: LogIndex) throws(Failure) {
    guard !options.follow, index.eventCount > 0 else { return }
    if let name = options.stream { _ = try invocation.stream(named: name, in: index) }
    if let name = options.type, index.typeID(named: name) == nil {
      throw Failure(
        "no event of type \(name) in this log; \(invocation.proposed.call("types")) lists them",
        status: 1)
    }
    if let name = options.category, !index.categories.contains(where: { $0.name == name }) {
      throw Failure("no category \(name) in this log", status: 1)
    }
  }

  /// An id that no event carries is a slip too, which only the events themselves tell.
  private func refuseUnknownIDs(in log: LogSnapshot) throws {
    guard log.index.eventCount > 0 else { return }
    for link in EventLink.allCases {
      guard let id = options.ids[link], try !isCarried(id, as: link, in: log) else { continue }
      let role = link == .id ? "id" : "\(link) id"
      let count = Format.count(log.index.eventCount, "event")
      throw Failure("no event with the \(role) \(id) in the \(count) of this log", status: 1)
    }
  }

  private func isCarried(_ id: String, as link: EventLink, in log: LogSnapshot) throws -> Bool {
    let positions = log.index.candidates(carrying: id, as: [link])
    var next = positions.startIndex
    while next < positions.endIndex {
      let page = positions[next...].prefix(Self.pageSize)
      next = page.endIndex
      let events = try log.events(at: Array(page))
      if events.contains(where: { $0.record?.carries(id, as: [link]) ?? false }) { return true }
    }
    return false
  }

  /// The position (Rewind's own) behind which printing starts.
  private func start(in index: LogIndex) -> Int {
    guard let after = options.after else { return options.backwards ? index.eventCount + 1 : 0 }
    if let position = index.position(shown: after) { return position }
    // A number that no event has: between two, or beyond the last.
    let next = (1..<index.eventCount + 1).first { index.shownPosition($0) > after }
    return (next ?? index.eventCount + 1) - (options.backwards ? 0 : 1)
  }

  private func print(_ log: LogSnapshot, _ filter: EventFilter, behind start: Int) throws {
    let index = log.index
    var page: [Int] = []
    for position in filter.candidates(of: index, behind: start)
    where filter.allows(index[position], in: index) {
      if left <= 0 { return }
      page.append(position)
      if page.count == min(Self.pageSize, left) {
        try print(page, of: log, filter)
        page.removeAll(keepingCapacity: true)
      }
    }
    if !page.isEmpty { try print(page, of: log, filter) }
  }

  private func print(_ positions: [Int], of log: LogSnapshot, _ filter: EventFilter) throws {
    for event in try log.events(at: positions) {
      switch event {
      case .event(let record):
        guard left > 0, filter.allows(record) else { continue }
        left -= 1
        isAnyPrinted = true
        try print(record)
      case .damaged(let line) where line.isMovedAside: continue
      case .damaged(let line):
        damaged += 1
        try invocation.output.flush()
        invocation.note(
          "\(line.file): \(line.place) (position \(line.position)) is no event: \(line.reason)")
      }
    }
  }

  private func print(_ event: EventRecord) throws {
    if invocation.shared.json {
      try invocation.output.json(event.line)
      return
    }
    let parts = [
      "@\(event.shownPosition)", event.timestamp.map(invocation.text),
      event.placeInStream, event.type, event.data.singleLine().description,
    ]
    try invocation.output.line(parts.compactMap(\.self).joined(separator: "  "))
  }

  // MARK: - Following

  /// Prints what is appended, until the reader of the output goes, the limit is reached, or a pipe ends.
  ///
  /// A file that is missing for the moment, as in a rotation, is waited for.
  private func follow(_ log: EventLog, behind start: LogSnapshot, _ filter: EventFilter) throws {
    var followed = FollowedSource(log, from: start)
    var mayGrow = true
    while left > 0, mayGrow {
      try invocation.output.flush()
      followed.wait()
      // Asked before the look: what came last is in it.
      mayGrow = log.mayGrow
      if invocation.output.isClosed { return }
      var last = followed.snapshot.index.eventCount
      let look = followed.look()
      if let failure = look.failure, (failure as? LogFileError)?.isPassing != true { throw failure }
      if look.change == .none { continue }
      if look.change == .replaced {
        invocation.note("the log was replaced; it is read again from its beginning")
        last = 0
      }
      try printFollowed(followed.snapshot, filter, behind: last)
    }
  }

  /// Prints what a log that is followed has; where it is replaced meanwhile, the next look says so.
  private func printFollowed(
    _ log: LogSnapshot, _ filter: EventFilter, behind start: Int
  ) throws {
    do {
      try print(log, filter, behind: start)
    } catch is LogChangedError {}
  }
}
