package import Rewind

extension ProjectionScript {
  /// What a runner, a store and a screen need to know of it; a child takes the script in where none has yet.
  ///
  /// A row has the columns `key`, `state` as JSON, `position` of the last event that it took, and where there are
  /// transforms `result`; of the result, else of the state, the members that are no objects and no arrays are columns
  /// too. What all rows share is in a table of its own, as is what handlers write.
  ///
  /// - Throws: as ``outline()``.
  package func definition() throws -> ProjectionDefinition {
    let outline = try outline()
    return ProjectionDefinition(
      name: name, file: session.script.name, fingerprint: "script \(identity)",
      tables: outline.tables(named: name), selection: outline.source.selection(of: outline),
      partition: outline.partition, text: session.script.definitionText
    ) { start in try ScriptEngine(self, start) }
  }
}

extension ProjectionOutline {
  /// What rows stand for: only where an event goes to the row of its stream and to nothing else, the log tells them.
  fileprivate var partition: ProjectionPartition {
    switch rows {
    case .stream: hasDeletion || hasSharedState ? .keys : .stream
    case .key: .keys
    case .all: .whole
    }
  }

  fileprivate func tables(named name: String) -> [ReadModelTable] {
    let key = ReadModelColumn(name: "key", content: .text)
    let position = ReadModelColumn(name: "position", content: .integer, role: .lastPosition)
    let isTransformed = results == .transformed
    let state = ReadModelColumn(
      name: "state", content: .text, role: isTransformed ? .json : .document)
    let result = ReadModelColumn(name: "result", content: .text, role: .document)
    var tables = [
      ReadModelTable(
        name: name, kind: .states,
        columns: isTransformed ? [key, result, state, position] : [key, state, position])
    ]
    if hasSharedState {
      let document = ReadModelColumn(name: "state", content: .text, role: .document)
      tables.append(
        ReadModelTable(name: name + "_shared", kind: .shared, columns: [key, document]))
    }
    if hasOutputs {
      tables.append(
        ReadModelTable(name: name + "_outputs", kind: .outputs, columns: Self.outputColumns))
    }
    return tables
  }

  private static let outputColumns = [
    ReadModelColumn(name: "position", content: .integer),
    ReadModelColumn(name: "ordinal", content: .integer),
    ReadModelColumn(name: "kind", content: .text), ReadModelColumn(name: "stream", content: .text),
    ReadModelColumn(name: "type", content: .text),
    ReadModelColumn(name: "data", content: .text, role: .json),
    ReadModelColumn(name: "metadata", content: .text, role: .json),
  ]
}

extension ProjectionSource {
  /// The events that a script is handed, or more: the script's session passes over those that are not of its source.
  fileprivate func selection(of outline: ProjectionOutline) -> EventSelection {
    // Where a stream's deletion is told in another stream, or two kinds of sources are joined, no selection is as
    // narrow as the source.
    guard !isAll, !outline.hasDeletion else {
      return EventSelection(types: outline.hasDeletion ? nil : outline.types)
    }
    switch (categories.isEmpty, streams.isEmpty, typeStreams.isEmpty) {
    case (false, true, true):
      return EventSelection(categories: Set(categories), types: outline.types)
    case (true, false, true): return EventSelection(streams: Set(streams), types: outline.types)
    case (true, true, false):
      let types = Set(typeStreams)
      return EventSelection(types: outline.types.map { types.intersection($0) } ?? types)
    default: return EventSelection(types: outline.types)
    }
  }
}
