/// The data and the metadata that a sample suggests.
extension MappingGuess {
  mutating func findData() {
    if let ending = commonEnding {
      sources[.data] = EnvelopeSource(alternatives: [[.suffix(ending)]])
      return
    }
    let best = best(atLeast: 40) { field in
      let share = max(field.objectCoverage, field.encodedCoverage)
      guard share >= 0.5, field.depth <= 2 else { return nil }
      return 30 * share + FieldNames.data(field) - 8 * Double(field.depth)
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
      guard field.objectCount == field.presentCount, field.depth <= 2, hasUnused(field) else {
        return nil
      }
      let name = FieldNames.metadata(field)
      return name > 0 ? name - 5 * Double(field.depth) : nil
    }
    if let best {
      used.insert(best.path)
      // What other roles have of it is not told twice.
      let isShared = used.contains { $0 != best.path && best.path.contains($0) }
      sources[.metadata] =
        isShared ? EnvelopeSource(alternatives: [[.rest(best.path)]]) : .path(best.path)
    } else if sources[.data]?.alternatives != [[.rest(.root)]], hasMore {
      sources[.metadata] = EnvelopeSource(alternatives: [[.rest(.root)]])
    }
  }

  /// Whether an object has a value that no role has.
  private func hasUnused(_ object: FieldFacts) -> Bool {
    facts.fields.contains { field in
      field.path != object.path && object.path.contains(field.path)
        && field.objectCount + field.arrayCount < field.presentCount && !used.contains(field.path)
    }
  }

  /// Whether a line has something that no role has.
  private var hasMore: Bool {
    let roots = Set(
      sources.values.flatMap { $0.alternatives.joined() }.compactMap {
        part -> JSONPath.Component? in
        switch part {
        case .path(let path), .keyValue(let path), .base64(let path): path.components.first
        default: nil
        }
      })
    return facts.fields.contains { field in
      guard field.depth == 1, let key = field.path.components.first else { return false }
      if case .key(let name) = key, sources[.data]?.endings.contains(where: name.hasSuffix) ?? false
      {
        return false
      }
      return !roots.contains(key)
    }
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
