public import Rewind

extension SQLiteReadModels {
  /// Puts the shadow in the place of the live copy, in one transaction.
  ///
  /// Readers see the one or the other, whole. Views that other programs made over the tables stay; indexes
  /// and triggers go with the old table.
  ///
  /// - Parameters:
  ///   - definition: the projection.
  ///   - evenIfBehind: whether to swap even where the shadow is less far than the live copy.
  /// - Throws: `ReadModelError.noShadow` where there is none, or one that a fault
  ///   stopped; `ReadModelError.shadowBehind`; ``SQLiteError``.
  public func swap(_ definition: ProjectionDefinition, evenIfBehind: Bool) throws {
    let name = definition.name
    // Where there is no database, none is made.
    guard try database.reading({ _ in true }) != nil else {
      throw ReadModelError.noShadow(projection: name)
    }
    try database.writing { connection in
      guard let shadow = try connection.stored(name, .shadow), shadow.header.fault == nil
      else { throw ReadModelError.noShadow(projection: name) }
      let live = try connection.stored(name, .live)
      let (place, livePlace) = (
        shadow.header.checkpoint.position, live?.header.checkpoint.position ?? 0
      )
      guard place >= livePlace || evenIfBehind else {
        throw ReadModelError.shadowBehind(projection: name, shadow: place, live: livePlace)
      }
      try connection.checkNames(of: definition)
      if let live { try connection.remove(live) }
      for table in shadow.tables {
        let (old, new) = (TableName.make(table.name, .shadow), TableName.make(table.name, .live))
        try connection.run(
          "ALTER TABLE \(SQLText.quoted(old)) RENAME TO \(SQLText.quoted(new))")
      }
      for table in ["_rewind_read_models", "_rewind_dead_letters"] {
        try connection.catalog(
          "UPDATE \(table) SET copy = 'live' WHERE projection = ?1 AND copy = 'shadow'"
        ).bind(.text(name)).run()
      }
    }
  }

  /// Removes the shadow, where there is one.
  ///
  /// - Throws: ``SQLiteError``.
  public func discardShadow(of projection: String) throws {
    let isThere = try database.reading { connection in
      try connection.stored(projection, .shadow) != nil
    }
    guard isThere == true else { return }
    try database.writing { connection in
      if let shadow = try connection.stored(projection, .shadow) { try connection.remove(shadow) }
    }
  }
}
