import Explorer
import Rewind

extension QuestionAnswerer {
  /// What the events of some versions of a stream did to a path of its state.
  ///
  /// Where the path is not there, the event's own data tell what is particular about it; so they do where the states
  /// are last values, of which most events leave most as it was.
  func effects(
    of stream: StreamID, _ path: JSONPath?, _ versions: [Int], _ log: LogSnapshot, _ reply: Reply
  ) throws -> [Int: EventEffect] {
    var effects: [Int: EventEffect] = [:]
    if let path {
      let fold = try fold(of: stream, log.index)
      effects = try looks.withTimeline(of: stream, fold, log) { timeline in
        try timeline.effects(on: path, at: versions, reply)
      }
      if fold.isStandIn {
        let silent = effects.filter { !$0.value.isTelling(of: path) }.map(\.key)
        for version in try versionsWithout(path, of: stream, silent, log) {
          effects[version] = nil
        }
      }
    }
    let untold = versions.filter { effects[$0] == nil }
    let told = try toldByData(of: stream, untold, log, reply)
    let nothing = Dictionary(versions.map { ($0, EventEffect.nothing) }) { $1 }
    return nothing.merging(effects) { $1 }.merging(told) { $1 }
  }

  /// Those of some versions whose events say nothing of a path, so that last values of before stand there.
  private func versionsWithout(
    _ path: JSONPath, of stream: StreamID, _ versions: [Int], _ log: LogSnapshot
  ) throws -> [Int] {
    let positions = log.index.positions(of: stream)
    let places = versions.map { positions[$0 - 1] }
    let events = try log.events(at: places).compactMap(\.record)
    let telling = Set(events.filter { log.foldedData(of: $0)?[path: path] != nil }.map(\.position))
    return zip(versions, places).filter { !telling.contains($1) }.map(\.0)
  }

  /// What tells the events of some versions from others of their types.
  private func toldByData(
    of stream: StreamID, _ versions: [Int], _ log: LogSnapshot, _ reply: Reply
  ) throws -> [Int: EventEffect] {
    let positions = log.index.positions(of: stream)
    let places = versions.filter { $0 <= positions.count }.map { positions[$0 - 1] }
    let events = try log.events(at: places).compactMap(\.record)
    try reply.checkWanted()
    let leaves = try tellingLeaves.leaves(
      of: Set(events.map(\.type)), around: stream, log, isWanted: reply.isWanted)
    let byPosition = Dictionary(events.map { ($0.position, $0) }) { $1 }
    return Dictionary(
      zip(versions, places).map { version, position in
        guard let event = byPosition[position], let data = log.foldedData(of: event),
          let leaf = leaves[event.type]?.first(where: { data[path: $0] != nil }),
          let value = data[path: leaf]
        else { return (version, .nothing) }
        return (version, .told(ShortValue(value), key: leaf.lastKey ?? ""))
      }
    ) { $1 }
  }
}

extension Timeline {
  /// What the events of some versions did to a path; nothing where it is there neither before nor after, or where no
  /// state can be made.
  fileprivate mutating func effects(
    on path: JSONPath, at versions: [Int], _ reply: Reply
  ) throws -> [Int: EventEffect] {
    var effects: [Int: EventEffect] = [:]
    for version in versions {
      try reply.checkWanted()
      do {
        let before = try state(at: version - 1).value?[path: path]
        let after = try state(at: version).value?[path: path]
        effects[version] =
          switch (before, after) {
          case (nil, nil): nil
          case (let before?, let after?) where before == after: .kept(ShortValue(after))
          default: .changed(before.map(ShortValue.init), after.map(ShortValue.init))
          }
      } catch is StoppedFoldError {
        effects[version] = .nothing
      }
    }
    return effects
  }
}

extension EventEffect {
  /// Whether it says more of the event than its data do, in a state that is last values.
  fileprivate func isTelling(of path: JSONPath) -> Bool {
    guard case .changed(_, let new?) = self else { return self == .nothing }
    return !IDText.isIDOrTime(.string(new.text), at: path)
  }
}

extension LogSnapshot {
  /// The data of an event as it is folded today: of the first of its parts, where upcasters make several.
  func foldedData(of event: EventRecord) -> JSONValue? {
    let upcast = try? upcasters.upcast(event)
    return (upcast?.parts.first ?? event).data.value
  }
}
