/// Roles that are called otherwise in part of the lines: `type,eventType`.
extension MappingGuess {
  /// Adds to roles the fields that stand for them in the lines in which they are not.
  mutating func addOtherNames() {
    let roles: [(EnvelopeMapping.Role, (FieldFacts) -> Bool)] = [
      (.stream, { $0.isMadeOfScalars && !$0.isTime && FieldNames.stream($0) >= 35 }),
      (.type, { $0.isMadeOfScalars && $0.numberCount == 0 && FieldNames.type($0) >= 40 }),
      (.timestamp, { $0.isTime && FieldNames.time($0) >= 10 }),
      (.id, { $0.isMadeOfScalars && FieldNames.id($0) > 0 }),
      (.data, { $0.objectCount == $0.presentCount && FieldNames.data($0) >= 38 }),
    ]
    for (role, isLike) in roles {
      guard let first = sources[role]?.onlyPath.flatMap(facts.field) else { continue }
      var isFound = first.isThere
      while let other = other(isFound, isLike) {
        used.insert(other.path)
        sources[role]?.alternatives.append([.path(other.path)])
        isFound = zip(isFound, other.isThere).map { $0 || $1 }
      }
    }
  }

  /// The field that stands in most of the lines without the role, and in no other line.
  private func other(_ isFound: [Bool], _ isLike: (FieldFacts) -> Bool) -> FieldFacts? {
    guard isFound.contains(false) else { return nil }
    let others = facts.fields.filter { field in
      !used.contains(field.path) && !facts.isOneOfSeveral(field) && field.presentCount > 0
        && field.nesting <= 2 && !zip(isFound, field.isThere).contains { $0 && $1 } && isLike(field)
    }
    return others.max { $0.presentCount < $1.presentCount }
  }
}

extension FieldFacts {
  fileprivate var isMadeOfScalars: Bool {
    stringCount + numberCount == presentCount && openedCount == 0
  }
}
