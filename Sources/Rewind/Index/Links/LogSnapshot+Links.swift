extension LogSnapshot {
  private static let readAtOnce = 2048

  /// Reads the events that carry an id, in the order of the log.
  ///
  ///     let caused = try snapshot.events(carrying: id, as: [.causation])
  ///
  /// What the link index on disk knows is looked up, and each hit read; all events that it does not tell of
  /// are read too, see ``EventLog/keepLinks(progress:)``.
  ///
  /// - Parameters:
  ///   - id: as the log spells it, ASCII letters in any case; no event carries an empty one.
  ///   - links: the roles that count.
  /// - Throws: as ``events(at:)``.
  public func events(
    carrying id: String, as links: Set<EventLink> = EventLink.all
  ) throws -> [EventRecord] {
    let candidates = index.candidates(carrying: id, as: links)
    var found: [EventRecord] = []
    for start in stride(from: 0, to: candidates.count, by: Self.readAtOnce) {
      let end = min(start + Self.readAtOnce, candidates.count)
      found += try events(at: Array(candidates[start..<end])).compactMap { stored in
        guard let event = stored.record, event.carries(id, as: links) else { return nil }
        return event
      }
    }
    return found
  }
}
