public import Rewind
internal import Synchronization

/// Read models in memory, for tests of what writes them: the same promises, nothing on disk.
public final class InMemoryReadModels: ReadModelStore {
  private let copies = Mutex<[Name: Copy]>([:])
  private let owned = Mutex<Set<Name>>([])
  private let writes = Mutex<(count: Int, failing: Int?)>((0, nil))

  private let reads = Mutex(0)

  private struct Name: Hashable {
    var projection: String
    var copy: ReadModelCopy
  }

  private struct Copy {
    var header: ReadModelHeader
    var states: [String: [ReadModelValue]] = [:]
    var entries: [Int: [ReadModelValue]] = [:]
    var letters: [Int: DeadLetter] = [:]

    mutating func take(_ parts: [ReadModelChanges]) {
      for changes in parts {
        for state in changes.states { states[state.key] = state.values }
        for entry in changes.entries { entries[entry.position] = entry.values }
        for position in changes.unparked { letters[position] = nil }
        for letter in changes.parked { letters[letter.position] = letter }
      }
    }
  }

  /// What the failing write throws.
  public struct WriteFailed: Error {}

  /// No read models.
  public init() {}

  /// How many times something was written.
  public var writeCount: Int { writes.withLock { $0.count } }

  /// How many rows were asked for by their keys.
  public var readCount: Int { reads.withLock { $0 } }

  /// Lets the write of a number, counted from 1, fail without effect.
  public func failWrite(_ number: Int) { writes.withLock { $0.failing = number } }

  /// The rows of a copy's table of states, by key; nil where there is no copy.
  public func states(
    of projection: String, _ copy: ReadModelCopy = .live
  ) -> [String: [ReadModelValue]]? {
    with(projection, copy) { $0?.states }
  }

  /// The rows of a copy's table of entries, by position.
  public func entries(
    of projection: String, _ copy: ReadModelCopy = .live
  ) -> [Int: [ReadModelValue]]? {
    with(projection, copy) { $0?.entries }
  }

  /// What is known of a copy; nil where there is none.
  public func header(of projection: String, _ copy: ReadModelCopy) -> ReadModelHeader? {
    with(projection, copy) { $0?.header }
  }

  /// Makes a copy anew.
  public func begin(
    _ definition: ProjectionDefinition, _ copy: ReadModelCopy, header: ReadModelHeader
  ) {
    with(definition.name, copy) { $0 = Copy(header: header) }
  }

  /// Changes rows, dead letters and header together.
  public func write(
    _ header: ReadModelHeader, of definition: ProjectionDefinition, _ copy: ReadModelCopy,
    _ changes: (_ put: (ReadModelChanges) throws -> Void) throws -> Void
  ) throws {
    var parts: [ReadModelChanges] = []
    try changes { parts.append($0) }
    let fails = writes.withLock { writes in
      writes.count += 1
      return writes.count == writes.failing
    }
    if fails { throw WriteFailed() }
    let isReplaced = with(definition.name, copy) { copy in
      guard copy?.header.generation == header.generation else { return true }
      copy?.header = header
      copy?.take(parts)
      return false
    }
    if isReplaced { throw ReadModelError.replaced(projection: definition.name) }
  }

  /// The values of the rows' columns; nil where there is none.
  public func states(
    ofKeys keys: [String], in definition: ProjectionDefinition, _ copy: ReadModelCopy
  ) -> [[ReadModelValue]?] {
    reads.withLock { $0 += keys.count }
    return with(definition.name, copy) { copy in keys.map { copy?.states[$0] } }
  }

  /// Puts the shadow in the place of the live copy.
  public func swap(
    _ definition: ProjectionDefinition,
    rest: (_ live: ReadModelHeader?, _ put: (ReadModelChanges) throws -> Void) throws ->
      ReadModelHeader
  ) throws {
    let name = definition.name
    while true {
      guard let shadow = with(name, .shadow, { $0 }) else {
        throw ReadModelError.noShadow(projection: name)
      }
      let live = header(of: name, .live)
      var parts: [ReadModelChanges] = []
      var new = shadow
      new.header = try rest(live) { parts.append($0) }
      new.take(parts)
      let isDone = copies.withLock { [new] copies in
        guard copies[Name(projection: name, copy: .live)]?.header == live else { return false }
        copies[Name(projection: name, copy: .live)] = new
        copies[Name(projection: name, copy: .shadow)] = nil
        return true
      }
      if isDone { return }
    }
  }

  /// Removes the shadow.
  public func discardShadow(of projection: String) {
    with(projection, .shadow) { $0 = nil }
  }

  /// Some dead letters, by position.
  public func deadLetters(
    of projection: String, _ copy: ReadModelCopy, after position: Int, limit: Int
  ) -> [DeadLetter] {
    let letters = with(projection, copy) { $0?.letters.values.filter { $0.position > position } }
    return Array((letters ?? []).sorted { $0.position < $1.position }.prefix(limit))
  }

  /// How many dead letters there are.
  public func deadLetterCount(of projection: String, _ copy: ReadModelCopy) -> Int {
    with(projection, copy) { $0?.letters.count ?? 0 }
  }

  /// The keys of partitions with dead letters.
  public func parkedKeys(of projection: String, _ copy: ReadModelCopy) -> [String] {
    Set(with(projection, copy) { $0?.letters.values.flatMap(\.keys) ?? [] }.map { StreamName($0) })
      .map(\.rawValue)
  }

  /// All rows of the table of states by key, whatever the query asks.
  public func rows(
    _ query: RowQuery, of definition: ProjectionDefinition, _ copy: ReadModelCopy
  ) -> RowPage {
    let states = states(of: definition.name, copy) ?? [:]
    let rows = states.sorted { $0.key < $1.key }.map { [.text($0.key)] + $0.value }
    return RowPage(
      columns: definition.states.columns, count: rows.count, total: rows.count, offset: 0,
      rows: rows)
  }

  /// How many rows of the tables of states differ; which ones is not told.
  public func compare(
    _ definition: ProjectionDefinition, limit: Int, after: Int
  ) -> ReadModelComparison {
    let old = states(of: definition.name, .live) ?? [:]
    let new = states(of: definition.name, .shadow) ?? [:]
    let both = old.keys.filter { new[$0] != nil }
    let same = both.filter { old[$0] == new[$0] }
    return ReadModelComparison(
      added: new.count - both.count, removed: old.count - both.count,
      changed: both.count - same.count, same: same.count, oldColumns: [], differences: [])
  }

  /// Takes possession of a copy, within this process.
  public func acquireLease(of projection: String, _ copy: ReadModelCopy) throws -> any Sendable {
    let name = Name(projection: projection, copy: copy)
    guard owned.withLock({ $0.insert(name).inserted }) else {
      throw ReadModelError.owned(projection: projection, process: 0)
    }
    return Ownership { [self] in _ = owned.withLock { $0.remove(name) } }
  }

  /// 0 where somebody in this process owns the copy.
  public func owner(of projection: String, _ copy: ReadModelCopy) -> Int? {
    owned.withLock { $0.contains(Name(projection: projection, copy: copy)) } ? 0 : nil
  }

  private func with<Value: Sendable>(
    _ projection: String, _ copy: ReadModelCopy, _ body: (inout Copy?) -> Value
  ) -> Value {
    copies.withLock { body(&$0[Name(projection: projection, copy: copy)]) }
  }
}

/// Gives a projection up when it goes.
private final class Ownership: Sendable {
  private let giveUp: @Sendable () -> Void

  init(_ giveUp: @escaping @Sendable () -> Void) {
    self.giveUp = giveUp
  }

  deinit { giveUp() }
}
