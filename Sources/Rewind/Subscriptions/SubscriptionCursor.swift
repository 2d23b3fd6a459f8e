/// A place in the events of a source that a selection is about.
///
/// Invariant: every selected event up to `position` was given or is in `page` from `next` on, and none
/// behind it is.
struct SubscriptionCursor: Sendable {
  private static let pageCount = 2048
  private static let pageBytes = 4 << 20

  private let source: any EventSource
  private let selection: EventSelection
  private var start: SubscriptionStart
  private let follower: SourceFollower
  /// The source as it was last looked at.
  private var snapshot: LogSnapshot
  private var position = 0
  private var page: [StoredEvent] = []
  private var nextInPage = 0
  /// The parts of the last event of the page that are still to be given, the next one last.
  private var parts: [EventRecord] = []
  /// The source's count of changes when it had no more events; nil before it was asked.
  private var drained: Int?

  init(_ source: any EventSource, _ selection: EventSelection, from start: SubscriptionStart) {
    self.source = source
    self.selection = selection
    self.start = start
    follower = source.changes.follower(of: source)
    snapshot = source.snapshot()
    if case .after(let position) = start { self.position = max(0, position) }
  }

  /// Returns once there may be more than when ``next()`` had none, or the task is cancelled.
  func waitForMore() async {
    guard let drained else { return }
    await source.changes.wait(beyond: drained)
  }

  /// The next event; nil where there is none yet.
  ///
  /// - Throws: ``SubscriptionError``, ``LogFileError``, what upcasters throw that cannot run at all; a damaged
  ///   line is passed then.
  mutating func next() async throws -> EventRecord? {
    while true {
      if let part = parts.popLast() { return part }
      if nextInPage < page.count {
        nextInPage += 1
        switch page[nextInPage - 1] {
        case .event(let event):
          guard snapshot.upcasters.lifts(event.type) else { return event }
          parts = try lifted(event).reversed()
        case .damaged(let line): throw SubscriptionError.damaged(line)
        }
      } else if try await !fillPage(), try await !lookForMore() {
        return nil
      }
    }
  }

  /// The selected events that a stored one is lifted to; the last of them is marked as such.
  private func lifted(_ event: EventRecord) throws -> [EventRecord] {
    do {
      var parts = try snapshot.upcasters.lifted(event).filter { selection.hasType($0.type) }
      if !parts.isEmpty { parts[parts.count - 1].isLastPart = true }
      return parts
    } catch let error as UpcastError {
      throw SubscriptionError.notLifted(error)
    }
  }

  /// Takes in what was appended; false where it was known already that there is no more.
  ///
  /// A file that is missing for the moment, as where a log is rotated, is waited for.
  private mutating func lookForMore() async throws -> Bool {
    let seen = source.changes.count
    guard seen != drained else { return false }
    do {
      try await source.refreshOnThread()
    } catch let error as LogFileError where error.isPassing {
      drained = seen
      return false
    }
    try take(source.snapshot())
    if start == .end {
      position = snapshot.index.eventCount
      start = .after(position)
    }
    drained = seen
    return true
  }

  /// Goes on with a newer snapshot.
  private mutating func take(_ newer: LogSnapshot) throws(SubscriptionError) {
    guard SourceChange(from: snapshot, to: newer) != .replaced else {
      throw .replaced(log: source.name, position: position)
    }
    snapshot = newer
  }

  /// Reads the next page; false where the snapshot has no more.
  private mutating func fillPage() async throws -> Bool {
    guard start != .end else { return false }
    let index = snapshot.index
    var selected = SelectedPositions(
      selection, upcasters: snapshot.upcasters, in: index, after: position)
    var positions: [Int] = []
    var bytes = 0
    while positions.count < Self.pageCount, bytes < Self.pageBytes, let next = selected.next() {
      positions.append(next)
      bytes += index.lines.length(next - 1)
    }
    guard let last = positions.last else {
      position = max(position, index.eventCount)
      return false
    }
    do {
      page = try await snapshot.reading(bytes: bytes) { [positions] in try $0.events(at: positions)
      }
    } catch is LogChangedError {
      throw SubscriptionError.replaced(log: source.name, position: position)
    }
    (position, nextInPage) = (last, 0)
    return true
  }
}
