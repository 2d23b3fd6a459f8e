/// Things of several kinds that have the same ids, each counted by its own table.
extension MappingGuess {
  /// Puts the kind of the thing before what names it, where things of several kinds have the same name, or may have.
  mutating func joinKind(to name: FieldFacts) {
    let kinds = facts.fields.filter { field in
      FieldNames.isKind(field, of: name) && isOfFewTexts(field) && !used.contains(field.path)
    }
    guard let kind = kinds.first(where: { !isOfStream($0) }) ?? kinds.first,
      !isOfStream(kind) || mayBeShared(name)
    else { return }
    used.insert(kind.path)
    sources[.stream] = EnvelopeSource(
      alternatives: [[.path(kind.path), .constant("-"), .path(name.path)]])
  }

  /// Whether each line has one of few texts, as kinds are, or one of few numbers.
  private func isOfFewTexts(_ field: FieldFacts) -> Bool {
    field.stringCount + field.numberCount == facts.lineCount
      && 1 < field.distinctCount && field.distinctCount <= max(3, min(50, facts.lineCount / 4))
  }

  /// Whether names are numbers, as tables count their rows, and come again too seldom to show that no two kinds share
  /// one.
  private func mayBeShared(_ name: FieldFacts) -> Bool {
    name.texts.allSatisfy { $0.map { Int($0) != nil } ?? true }
      && name.presentCount - name.distinctCount < Self.repeatsThatShow
  }

  private static let repeatsThatShow = 10
}
