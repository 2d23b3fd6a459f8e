import Explorer
import Rewind

extension QuestionAnswerer {
  /// A tree has no more events than that.
  private static let mostRelatives = 500
  /// So many causes are looked for one behind the other.
  private static let mostCauses = 32
  /// Of so many events it is told what they did to the states of their streams; of the others what their data tell.
  private static let mostStates = 100

  /// The events of the same command as one, what caused it and what it caused, as a tree.
  func relatives(of position: Int, _ log: LogSnapshot, _ reply: Reply) throws -> Answer {
    guard let event = try log.events(at: [position]).first?.record else {
      return .relatives([], isWhole: true)
    }
    var events = [position: event]
    var isWhole = true
    let shared = event.linkedID("correlation_id")
    let ids = shared.map { [$0] } ?? [event.id, event.linkedID("causation_id")].compactMap(\.self)
    for id in ids {
      isWhole = try addCarriers(of: id, to: &events, log, reply) && isWhole
    }
    try addCauses(of: event, to: &events, log, reply)
    let tree = CausalTree(Array(events.values))
    let related = try tree.nodes.enumerated().map { number, node in
      try reply.checkWanted()
      let (path, effect) = try deed(
        of: node.position, folds: number < Self.mostStates, log, reply)
      return RelatedEvent(position: node.position, depth: node.depth, path: path, effect: effect)
    }
    return .relatives(related, isWhole: isWhole)
  }

  /// Adds the events that carry an id; answers whether all of them found room.
  private func addCarriers(
    of id: String, to events: inout [Int: EventRecord], _ log: LogSnapshot, _ reply: Reply
  ) throws -> Bool {
    let candidates = log.index.candidates(carrying: id)
    for batch in candidates.batches(of: Self.batchSize) {
      try reply.checkWanted()
      for event in try log.carriers(of: id, at: candidates[batch]) {
        guard events.count < Self.mostRelatives else { return false }
        events[event.position] = event
      }
      reply.tell(.progress(Double(batch.upperBound) / Double(candidates.count)))
    }
    return true
  }

  /// Adds the event that caused one, the one that caused that, and so on.
  private func addCauses(
    of event: EventRecord, to events: inout [Int: EventRecord], _ log: LogSnapshot, _ reply: Reply
  ) throws {
    var event = event
    for _ in 0..<Self.mostCauses {
      guard let id = event.linkedID("causation_id") else { return }
      if let known = events.values.first(where: { $0.carries(id, as: [.id]) }) {
        guard known.position != event.position, known.position < event.position else { return }
        event = known
        continue
      }
      guard case .found(let position?) = try answer(toSearchFor: id, log, reply),
        let cause = try log.events(at: [position]).first?.record
      else { return }
      events[position] = cause
      event = cause
    }
  }

  /// What an event did: the first change of its stream's state that is no id and no time, else what its data tell.
  private func deed(
    of position: Int, folds: Bool, _ log: LogSnapshot, _ reply: Reply
  ) throws -> (JSONPath?, EventEffect) {
    guard let stream = log.index[position].stream else { return (nil, .nothing) }
    let version = log.index.version(of: position)
    let fold = try? fold(of: stream, log.index)
    if folds, let fold, !fold.isStandIn,
      let change = try? looks.withTimeline(
        of: stream, fold, log, { try $0.firstChange(at: version) { reply.isWanted() } })
    {
      return change
    }
    let told = try effects(of: stream, nil, [version], log, reply)
    return (nil, told[version] ?? .nothing)
  }
}

extension Timeline {
  /// The first change that an event makes, of those that say something; nil where it makes none.
  fileprivate mutating func firstChange(
    at version: Int, isWanted: () -> Bool
  ) throws -> (JSONPath?, EventEffect)? {
    let before = try state(at: version - 1) { _ in isWanted() }
    let after = try state(at: version) { _ in isWanted() }
    let changes = StateDiff.changes(from: before.value, to: after.value)
    let telling = changes.first { change in
      guard let value = after.value?[path: change.path] ?? before.value?[path: change.path] else {
        return false
      }
      return !change.path.isRoot && !IDText.isIDOrTime(value, at: change.path)
    }
    guard let telling else { return nil }
    return (
      telling.path,
      .changed(
        before.value?[path: telling.path].map(ShortValue.init),
        after.value?[path: telling.path].map(ShortValue.init))
    )
  }
}
