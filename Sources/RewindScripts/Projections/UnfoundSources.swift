internal import Rewind

/// What a projection is made from and a log does not have.
package struct UnfoundSources: Sendable {
  /// What is said of them, a line each.
  package let warnings: [String]

  /// Looks for them.
  ///
  /// - Parameters:
  ///   - script: the projection.
  ///   - others: the projections beside it, each with what it says of itself: what only they write is named so.
  ///   - isThere: whether the log has a part of a source.
  /// - Throws: as ``ProjectionScript/outline()``.
  package init(
    of script: ProjectionScript, beside others: [(name: String, outline: ProjectionOutline)],
    _ isThere: (ProjectionSource.Part) -> Bool
  ) throws {
    let source = script.session.script
    warnings = try script.outline().source.parts.filter { !isThere($0) }.map { part in
      let writers = others.filter { other in other.outline.writes.contains { part.has(written: $0) }
      }
      guard let writer = writers.first else {
        return source.warning(
          "nowhere", "no event is \(part.text); not \(part.code), but a source that the log has")
      }
      return source.warning(
        "written",
        "only \(writer.name) writes what is \(part.text), which goes into no log; not \(part.code), but the source of"
          + " \(writer.name)")
    }
  }
}

extension ProjectionSource.Part {
  fileprivate var text: String {
    switch self {
    case .category(let name): "of the category \(name)"
    case .stream(let name): "in the stream \(name)"
    case .type(let name): "of the type \(name)"
    }
  }

  fileprivate var code: String {
    switch self {
    case .category(let name): "fromCategory(\"\(name)\")"
    case .stream(let name): "fromStream(\"\(name)\")"
    case .type(let name): "fromStream(\"$et-\(name)\")"
    }
  }

  /// Whether it has a stream of a name, or of a beginning of one with an asterisk behind.
  fileprivate func has(written name: String) -> Bool {
    let isBeginning = name.hasSuffix("*")
    let known = isBeginning ? String(name.dropLast()) : name
    return switch self {
    case .category(let category):
      known.contains("-")
        ? StreamName(known).category == category : !isBeginning && known == category
    case .stream(let stream):
      isBeginning ? stream.rawValue.hasPrefix(known) : stream == StreamName(known)
    case .type: false
    }
  }
}
