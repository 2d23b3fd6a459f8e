internal import Rewind

/// The rows of a projection by a program, as far as they are known: the program itself holds none for long, so that
/// nothing is lost where it breaks.
struct ProgramRows {
  private struct Row {
    /// Nil where there is no such row.
    var state: JSONText?
    var position: Int
  }

  /// Reads rows that may be stored; nil where none are.
  private let stored: WorkerStart.Rows?
  /// Whether some may be stored that are not here.
  private var mayBeStored: Bool
  private var byKey: [StreamName: Row] = [:]
  private var changed: Set<StreamName> = []
  /// The keys of changed rows that are not given yet, while rows are taken; the next is the last.
  private var taking: [StreamName]?

  init(_ start: EngineStart) {
    stored = start.rows
    mayBeStored = start.rows != nil && !start.isNew
  }

  var count: Int { byKey.count }

  /// Reads the rows of some keys that are not known.
  mutating func load(_ keys: [String]) throws {
    guard mayBeStored, let stored else { return }
    let unknown = Set(keys.map { StreamName($0) }).filter { byKey[$0] == nil }.sorted()
    guard !unknown.isEmpty else { return }
    for (key, values) in zip(unknown, try stored(unknown.map(\.rawValue))) {
      byKey[key] = try values.map(Self.row) ?? Row(state: nil, position: 0)
    }
  }

  private static func row(of values: [ReadModelValue]) throws -> Row {
    guard values.count == 2, case .text(let text) = values[0],
      case .integer(let position) = values[1]
    else { throw UnreadableRowError() }
    return Row(state: try JSONText(text), position: position)
  }

  /// The state of a row, which is known; nil where there is no such row.
  func state(of key: StreamName) -> JSONText? { byKey[key]?.state }

  /// Sets a row behind an event.
  mutating func set(_ key: StreamName, _ state: JSONText?, at position: Int) {
    guard state != nil || byKey[key]?.state != nil else { return }
    byKey[key] = Row(state: state, position: position)
    changed.insert(key)
  }

  /// The values of the columns after a row's key; nil where there is no such row.
  static func values(_ state: JSONText?, at position: Int) -> [ReadModelValue]? {
    state.map { [.text($0.description), .integer(position)] }
  }

  /// Gives some of the rows that changed, as an engine does.
  mutating func take(ofBytes size: Int) -> [ReadModelChanges.State] {
    var keys = taking ?? changed.sorted(by: >)
    var states: [ReadModelChanges.State] = []
    var bytes = 0
    while bytes < size, let key = keys.popLast() {
      guard let row = byKey[key] else { continue }
      let values = Self.values(row.state, at: row.position)
      states.append(.init(key: key.rawValue, values: values))
      bytes += states[states.count - 1].size
    }
    taking = states.isEmpty ? nil : keys
    if states.isEmpty { changed = [] }
    return states
  }

  /// Lets go of all rows, which are stored by now.
  mutating func forget() {
    byKey = [:]
    mayBeStored = stored != nil
  }
}

/// A row that a program made is stored as none that it makes.
struct UnreadableRowError: Error, CustomStringConvertible {
  let description = "a stored row is no row of this projection; rebuild it"
}
