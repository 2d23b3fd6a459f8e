/// The data and the metadata that a sample suggests.
extension MappingGuess {
  mutating func findData() {
    if let ending = commonEnding {
      sources[.data] = EnvelopeSource(alternatives: [[.suffix(ending)]])
      return
    }
    let best = best(atLeast: 40) { field in
      let share = max(field.objectCoverage, field.encodedCoverage)
      guard share >= 0.5, field.nesting <= 2 else { return nil }
      let points = 30 * share + FieldNames.data(field) - 8 * Double(field.nesting)
      // What is JSON in a text, and most of the line, is what the line is there for.
      let isMost = field.openedBytes * 2 > facts.byteCount || holdsNames(field)
      return points + (isMost ? 40 : 0) + (field.tellsKindOfValue ? 1 : 0)
    }
    if let best {
      take(best, as: .data)
      if best.encodedCount > best.objectCount {
        sources[.data] = EnvelopeSource(alternatives: [[.base64(best.path)]])
      }
    } else {
      sources[.data] = EnvelopeSource(alternatives: [[.rest(.root)]])
    }
  }

  /// Whether it is JSON in a text in which the stream or the type is.
  private func holdsNames(_ field: FieldFacts) -> Bool {
    field.openedCount > 0
      && [EnvelopeMapping.Role.stream, .type].contains { role in
        sources[role]?.onlyPath.map(field.path.contains) ?? false
      }
  }

  /// The ending that the keys of the objects have, of which each line has one.
  private var commonEnding: String? {
    let objects = facts.fields.filter {
      $0.depth == 1 && $0.objectCount == $0.presentCount && $0.presentCount > 0
        && !used.contains($0.path)
    }
    let keys = objects.compactMap { field -> String? in
      if case .key(let key)? = field.path.components.first { key } else { nil }
    }
    for ending in ["EventAttributes", "Attributes", "Payload", "Data", "Event"] {
      let named = zip(objects, keys).filter { $0.1.hasSuffix(ending) && $0.1 != ending }
      let count = named.reduce(0) { $0 + $1.0.presentCount }
      if named.count > 1 || facts.lineCount == 1, !named.isEmpty,
        Double(count) >= 0.8 * Double(facts.lineCount), count <= facts.lineCount
      {
        return ending
      }
    }
    return nil
  }

  mutating func findMetadata() {
    let best = best(atLeast: 10) { field in
      guard field.objectCount == field.presentCount, field.nesting <= 2, hasUnused(field) else {
        return nil
      }
      let name = FieldNames.metadata(field)
      return name > 0 ? name - 5 * Double(field.nesting) : nil
    }
    let leaves = unusedLeaves
    if let best, leaves.allSatisfy({ best.path.contains($0) }) || isRestOfLine(.data) {
      used.insert(best.path)
      // What other roles have of it is not told twice.
      let isShared = used.contains { $0 != best.path && best.path.contains($0) }
      sources[.metadata] =
        isShared ? EnvelopeSource(alternatives: [[.rest(best.path)]]) : .path(best.path)
    } else if !leaves.isEmpty {
      sources[.metadata] = EnvelopeSource(alternatives: [[.rest(objectAroundData(and: leaves))]])
    }
  }

  /// Whether a role has what is left of the line.
  private func isRestOfLine(_ role: EnvelopeMapping.Role) -> Bool {
    sources[role]?.alternatives == [[.rest(.root)]]
  }

  /// The innermost object that holds the data and all of some paths; the line where none does.
  private func objectAroundData(and paths: [JSONPath]) -> JSONPath {
    guard let data = sources[.data]?.onlyPath else { return .root }
    for length in stride(from: data.components.count - 1, to: 0, by: -1) {
      let object = JSONPath(Array(data.components.prefix(length)))
      let isObject = facts.field(object).map { $0.objectCount > 0 && $0.openedCount == 0 } ?? false
      if isObject, paths.allSatisfy({ object.contains($0) }) { return object }
    }
    return .root
  }

  /// Whether an object has a value that no role has.
  private func hasUnused(_ object: FieldFacts) -> Bool {
    facts.fields.contains { field in
      field.path != object.path && object.path.contains(field.path)
        && field.objectCount + field.arrayCount < field.presentCount && !used.contains(field.path)
    }
  }

  /// Where lines have something that no role has, so that it would be lost.
  private var unusedLeaves: [JSONPath] {
    guard !isRestOfLine(.data) else { return [] }
    let parts = sources.filter { $0.key == .data }.values.flatMap { $0.alternatives.joined() }
    let endings = sources[.data]?.endings ?? []
    let objects = parts.compactMap { part -> JSONPath? in
      switch part {
      case .path(let path), .base64(let path), .rest(let path), .keyValue(let path): path
      default: nil
      }
    }
    return facts.fields.filter { field in
      guard facts.isLeaf(field),
        !used.contains(where: { $0.contains(field.path) }),
        !facts.isOneOfSeveral(field), !objects.contains(where: { $0.contains(field.path) })
      else { return false }
      if case .key(let key)? = field.path.components.first, endings.contains(where: key.hasSuffix) {
        return false
      }
      return true
    }.map(\.path)
  }
}

extension EnvelopeSource {
  /// The endings of keys that the source takes.
  fileprivate var endings: [String] {
    alternatives.joined().compactMap { part in
      if case .suffix(let ending) = part { ending } else { nil }
    }
  }
}
