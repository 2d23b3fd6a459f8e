import Rewind
import TextUI

/// Lays out an event: its data, its metadata, and where it stands; or why it cannot be read.
enum EventTree {
  /// Data beyond this is not laid out as a tree.
  static let largestTree = 1 << 20
  private static let shownBytes = 4_000

  static let data = JSONPath.root.appending(.key("data"))
  static let metadata = JSONPath.root.appending(.key("metadata"))
  static let id = JSONPath.root.appending(.key("id"))

  /// Lays out an event as it is folded today, or as it is stored.
  static func rows(
    of event: ReadEvent, asStored: Bool, folding: Folding, glyphs: GlyphSet
  ) -> [TreeRow] {
    switch event.stored {
    case .event(let record):
      var builder = TreeBuilder(folding: folding)
      for reason in event.logged.unreadReasons { builder.addText(reason, isError: true) }
      addSchema(of: event, asStored: asStored, glyphs, to: &builder)
      addData(event.shown(asStored: asStored), of: record, to: &builder)
      addSurroundings(of: record, at: event.shownPosition, glyphs, to: &builder)
      if asStored, let time = event.logged.time { builder.addText("time in the log \(time)") }
      return builder.rows
    case .damaged(let line): return rows(of: line)
    }
  }

  /// Says what upcasters make of the event, and how to see its other form.
  private static func addSchema(
    of event: ReadEvent, asStored: Bool, _ glyphs: GlyphSet, to builder: inout TreeBuilder
  ) {
    switch event.upcast {
    case .success(let upcast) where asStored:
      builder.addText("schema \(upcast.storedVersion) \(glyphs.separator) as folded: s")
    case .success(let upcast):
      let made = upcast.parts.isEmpty ? "dropped" : "\(upcast.version)"
      builder.addText(
        "schema \(upcast.storedVersion) \(glyphs.arrow) \(made) \(glyphs.separator) as stored: s")
    case .failure(let error): builder.addText(error.description, isError: true)
    case nil: break
    }
  }

  /// Adds data; below their types where there are several, or where the stored event has another type.
  private static func addData(
    _ records: [EventRecord], of stored: EventRecord, to builder: inout TreeBuilder
  ) {
    for (index, record) in records.enumerated() {
      guard record.data.bytes.count <= largestTree else {
        builder.addText(
          "\(Format.count(record.data.bytes.count, "byte")) of data, Enter shows the start")
        continue
      }
      let path = records.count > 1 ? data.appending(.index(index)) : data
      if records.count > 1 || record.type != stored.type {
        addTitled(record.type, record.data.value, at: path, to: &builder)
      } else {
        builder.add(record.data.value, at: path, named: "data")
      }
    }
  }

  /// Adds metadata, id and position, where that is known.
  private static func addSurroundings(
    of record: EventRecord, at shown: Int?, _ glyphs: GlyphSet, to builder: inout TreeBuilder
  ) {
    if let metadata = record.metadata?.value {
      addTitled("metadata", metadata, at: Self.metadata, idsUnquoted: true, to: &builder)
    }
    let position = "@\(shown.map(Format.grouped) ?? String(glyphs.ellipsis))"
    if let id = record.id {
      builder.add(
        TreeLine(key: "id", depth: -1, keyColumns: 3, content: .id(id, tail: position)),
        at: Self.id)
    } else {
      builder.addText(position)
    }
  }

  private static func addTitled(
    _ title: String, _ value: JSONValue, at path: JSONPath, idsUnquoted: Bool = false,
    to builder: inout TreeBuilder
  ) {
    let members = value.object?.count ?? 0
    if members == 0 || builder.addHeader(title, at: path, members: members) {
      builder.add(value, at: path, named: title, idsUnquoted: idsUnquoted)
    }
  }

  private static func rows(of line: DamagedLine) -> [TreeRow] {
    var builder = TreeBuilder(folding: Folding())
    builder.addText(
      line.isMovedAside ? line.reason : "damaged: \(line.reason)", isError: !line.isMovedAside)
    let place =
      line.line.map { "line \(Format.grouped($0))" } ?? "byte \(Format.grouped(line.byteOffset))"
    builder.addText("\(line.file), \(place)")
    builder.addText(String(decoding: line.bytes.prefix(shownBytes), as: UTF8.self))
    return builder.rows
  }
}
