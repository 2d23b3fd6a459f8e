/// Where read models are kept: a database, in which rows and checkpoint change together.
///
/// Everything may be called from any thread. Everything throws ``ReadModelError``, and an error of the
/// store's own where the database cannot be used; what was there before is whole then.
public protocol ReadModelStore: Sendable {
  /// What is known of a copy; nil where there is none.
  func header(of projection: String, _ copy: ReadModelCopy) throws -> ReadModelHeader?

  /// Makes a copy anew, with no rows; what was there of it goes.
  ///
  /// - Parameters:
  ///   - definition: the projection whose read model it is.
  ///   - copy: which copy to make.
  ///   - header: what is known of the empty copy: the definition's fingerprint and text, and ``Checkpoint/start``. The
  ///     text stays, whatever is written later, and goes with the copy where that is put in the live one's place.
  func begin(
    _ definition: ProjectionDefinition, _ copy: ReadModelCopy, header: ReadModelHeader) throws

  /// Writes changes and the checkpoint after them, in one transaction.
  ///
  /// - Parameters:
  ///   - header: what is known of the copy after the changes.
  ///   - definition: the projection whose read model it is.
  ///   - copy: which copy to write.
  ///   - changes: called once in the transaction, with a function that puts some of the changes in their place.
  ///     Rows come in the order of their keys, byte by byte, each once.
  /// - Throws: ``ReadModelError/replaced(projection:)`` where the copy is of another generation than the header;
  ///   what `changes` throws too. The copy is as it was then.
  func write(
    _ header: ReadModelHeader, of definition: ProjectionDefinition, _ copy: ReadModelCopy,
    _ changes: (_ put: (ReadModelChanges) throws -> Void) throws -> Void) throws

  /// The values after the key of each partition's row, in the order asked; nil where there is none.
  func states(
    ofKeys keys: [String], in definition: ProjectionDefinition, _ copy: ReadModelCopy
  ) throws -> [[ReadModelValue]?]

  /// Puts the shadow in the place of the live copy, in one transaction that keeps all other writers out.
  ///
  /// - Parameters:
  ///   - definition: the projection.
  ///   - rest: makes up what the shadow lacks. It is called once in the transaction, with the live copy's header,
  ///     nil where there is none, and a function that puts changes into the shadow; it answers what is known of the
  ///     live copy from then on.
  /// - Throws: ``ReadModelError/noShadow(projection:)`` where there is none, or one that a fault stopped; what
  ///   `rest` throws. Both copies are as they were then.
  func swap(
    _ definition: ProjectionDefinition,
    rest: (_ live: ReadModelHeader?, _ put: (ReadModelChanges) throws -> Void) throws ->
      ReadModelHeader) throws

  /// Removes the shadow, where there is one.
  func discardShadow(of projection: String) throws

  /// The dead letters of a copy after a position, in order of position; at most `limit`.
  func deadLetters(
    of projection: String, _ copy: ReadModelCopy, after position: Int, limit: Int
  ) throws -> [DeadLetter]

  /// How many dead letters a copy has.
  func deadLetterCount(of projection: String, _ copy: ReadModelCopy) throws -> Int

  /// The keys of rows with dead letters, each once; two are one where their bytes are the same.
  func parkedKeys(of projection: String, _ copy: ReadModelCopy) throws -> [String]

  /// Some rows of a table, as they are now, with the columns that it has.
  func rows(_ query: RowQuery, of definition: ProjectionDefinition, _ copy: ReadModelCopy)
    throws -> RowPage

  /// How the shadow differs from the live copy.
  func compare(_ definition: ProjectionDefinition, limit: Int, after: Int) throws
    -> ReadModelComparison

  /// Takes the lease of a copy, which nobody else can have meanwhile: of the live one to keep it up, of the shadow
  /// to rebuild.
  ///
  /// It ends when the returned value is released.
  ///
  /// - Throws: ``ReadModelError/owned(projection:process:)`` where it is taken.
  func acquireLease(of projection: String, _ copy: ReadModelCopy) throws -> any Sendable

  /// The process that has the lease of a copy: 0 where that cannot be told, nil where it is free.
  func owner(of projection: String, _ copy: ReadModelCopy) -> Int?
}

extension ReadModelStore {
  /// The values after the key of the one row that all share; nil where the definition or the copy has none.
  func shared(
    of definition: ProjectionDefinition, _ copy: ReadModelCopy
  ) throws -> [ReadModelValue]? {
    guard let table = definition.tables.firstIndex(where: { $0.kind == .shared }) else {
      return nil
    }
    let page = try rows(RowQuery(table: table, limit: 1), of: definition, copy)
    guard let row = page.rows.first else { return nil }
    return definition.tables[table].columns.dropFirst().map { column in
      page.columns.firstIndex { $0.name == column.name }.map { row[$0] } ?? .null
    }
  }

  /// Writes changes that are at hand and the checkpoint after them, in one transaction.
  public func write(
    _ changes: ReadModelChanges, header: ReadModelHeader, of definition: ProjectionDefinition,
    _ copy: ReadModelCopy
  ) throws {
    try write(header, of: definition, copy) { put in try put(changes) }
  }
}
