import Rewind

/// Lays out an event: its data, its metadata, and where it stands; or why it cannot be read.
enum EventTree {
  /// Data beyond this is not laid out as a tree.
  static let largestTree = 1 << 20
  private static let shownBytes = 4_000

  static let data = JSONPath.root.appending(.key("data"))
  static let metadata = JSONPath.root.appending(.key("metadata"))
  static let id = JSONPath.root.appending(.key("id"))

  static func rows(of event: StoredEvent, folding: Folding) -> [TreeRow] {
    switch event {
    case .event(let record): rows(of: record, folding: folding)
    case .damaged(let line): rows(of: line)
    }
  }

  private static func rows(of record: EventRecord, folding: Folding) -> [TreeRow] {
    var builder = TreeBuilder(folding: folding)
    if record.data.bytes.count > largestTree {
      builder.addText(
        "\(Spelling.count(record.data.bytes.count, "byte")) of data, Enter shows the start")
    } else {
      builder.add(record.data.value, at: data, named: "data")
    }
    if let metadata = record.metadata?.value {
      let members = metadata.object?.count ?? 0
      if members == 0 || builder.addHeader("metadata", at: Self.metadata, members: members) {
        builder.add(metadata, at: Self.metadata, named: "metadata", idsUnquoted: true)
      }
    }
    let position = "position \(Spelling.grouped(record.shownPosition))"
    if let id = record.id {
      builder.add(
        TreeRow(
          path: Self.id, key: "id", depth: -1, keyColumns: 2, content: .id(id, tail: position)))
    } else {
      builder.addText(position)
    }
    return builder.rows
  }

  private static func rows(of line: DamagedLine) -> [TreeRow] {
    var builder = TreeBuilder(folding: Folding())
    builder.addText("damaged: \(line.reason)", isError: true)
    builder.addText("\(line.file), byte \(Spelling.grouped(line.byteOffset))")
    builder.addText(String(decoding: line.bytes.prefix(shownBytes), as: UTF8.self))
    return builder.rows
  }
}
