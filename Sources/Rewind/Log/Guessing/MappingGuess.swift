/// Guesses a mapping by what the values of a sample do, and by what the keys are called.
///
/// No key serves two roles. A role that nothing suggests is left out, save those without which a line is
/// no event: the stream is the file then, and the type is `event`.
struct MappingGuess {
  let facts: SampleFacts
  var sources: [EnvelopeMapping.Role: EnvelopeSource] = [:]
  /// The fields that a role has.
  var used: Set<JSONPath> = []

  /// The mapping that a sample suggests.
  static func mapping(of facts: SampleFacts) -> EnvelopeMapping {
    var guess = MappingGuess(facts)
    let known = KnownSystem.all.first { $0.fits(facts) }?.mapping
    if let known { guess.take(known) }
    guess.findEverything(isOfUnknown: known == nil)
    return EnvelopeMapping(name: known?.name ?? "guess", sources: guess.sources)
  }

  private init(_ facts: SampleFacts) {
    self.facts = facts
  }

  private mutating func findEverything(isOfUnknown: Bool) {
    if sources[.timestamp] == nil { findTime() }
    if sources[.type] == nil { findType() }
    if sources[.stream] == nil { findStream() }
    if sources[.version] == nil { findVersion() }
    findOthers()
    if sources[.data] == nil { findData() }
    if isOfUnknown { addOtherNames() }
    if sources[.metadata] == nil { findMetadata() }
    decodeNames()
  }

  /// Takes what names that are base64 stand for.
  private mutating func decodeNames() {
    for role in [EnvelopeMapping.Role.stream, .type] {
      guard let path = sources[role]?.onlyPath, let field = facts.field(path), field.isEncodedNames
      else { continue }
      sources[role] = EnvelopeSource(alternatives: [[.base64(path)]])
    }
  }

  // MARK: - Taking

  private mutating func take(_ known: EnvelopeMapping) {
    sources = known.sources
    for part in known.sources.values.flatMap({ $0.alternatives.joined() }) {
      switch part {
      case .path(let path), .base64(let path): used.insert(path)
      default: break
      }
    }
    if sources[.stream] == nil { sources[.stream] = ChangedRows(facts, known)?.stream }
  }

  mutating func take(_ field: FieldFacts, as role: EnvelopeMapping.Role) {
    used.insert(field.path)
    sources[role] = .path(field.path)
  }

  /// The best of the fields that no role has yet, by points; none with fewer than are needed.
  func best(
    atLeast needed: Double, _ points: (FieldFacts) -> Double?
  ) -> FieldFacts? {
    var best: (field: FieldFacts, points: Double)?
    for field in facts.fields where !used.contains(field.path) && !facts.isOneOfSeveral(field) {
      guard let points = points(field), points >= needed, points > best?.points ?? -.infinity else {
        continue
      }
      best = (field, points)
    }
    return best?.field
  }

  // MARK: - Time

  private mutating func findTime() {
    let best = best(atLeast: 45) { field in
      guard field.isTime, field.coverage >= 0.3 else { return nil }
      let name = FieldNames.time(field)
      // A number that could be a time is one where it is called so.
      guard field.stringCount > 0 || name > 0 || field.isStructuredTime else { return nil }
      // Of two the finer: a date is the same for many.
      let points =
        50 * field.coverage + name - 8 * Double(field.nesting)
        + 6 * Double(field.distinctCount) / Double(field.presentCount)
      if rises(field) { return points + 15 }
      // What comes again and again is when a thing was made, not when something happened to it.
      return field.distinctCount * 2 < field.presentCount ? points - 15 : points
    }
    if let best { take(best, as: .timestamp) }
  }

  /// Whether the times of lines that follow each other hardly ever go back.
  private func rises(_ field: FieldFacts) -> Bool {
    var pairs = 0
    var falls = 0
    for line in 1..<max(1, facts.lineCount) where facts.stretches[line] == facts.stretches[line - 1]
    {
      guard let time = field.times[line], let before = field.times[line - 1] else { continue }
      pairs += 1
      if time < before { falls += 1 }
    }
    return pairs > 0 && falls * 10 <= pairs
  }

  // MARK: - Type

  /// So many lines show which values come again and again.
  private static let shortLog = 20.0

  private mutating func findType() {
    let best = best(atLeast: 45) { field in
      guard field.stringCount == field.presentCount, field.coverage >= 0.8, !field.isTime,
        field.openedCount == 0,
        case let texts = field.texts.compactMap(\.self), texts.allSatisfy({ $0.utf8.count <= 120 })
      else { return nil }
      let count = Double(field.presentCount)
      let distinct = Double(field.distinctCount)
      let mayDiffer =
        count < 8 || count < Self.shortLog && FieldNames.isOfTypesOrStates(field)
      guard mayDiffer || distinct <= max(2, min(150, count * 0.6)) else { return nil }
      let isMessage = FieldNames.isMessage(field)
      guard !isMessage || count >= 8 && distinct * 4 <= count else { return nil }
      var points = 30 * field.coverage + FieldNames.type(field) - 6 * Double(field.nesting)
      if count >= 8 {
        points += distinct > 1 ? 15 * (1 - distinct / count) + 10 : -40
      } else if 1 < distinct, distinct < count {
        points += 10
      }
      // Ids and sentences are no types; a type may have a space, as those of .NET have.
      if !isMessage, texts.contains(where: { $0.split(separator: " ").count > 3 }) { points -= 25 }
      if texts.allSatisfy({ $0.contains { $0.isNumber } }) { points -= 15 }
      if texts.allSatisfy({ $0.first?.isLetter == false }) { points -= 20 }
      if isKindBesideAction(field) { points -= 20 }
      // Paths and topics name what something happens to.
      if texts.allSatisfy({ $0.contains("/") && !$0.contains(" ") }), !field.endsInVerbs {
        points -= 40
      }
      return points + 12 * field.happeningShare
    }
    if let best = best ?? numberedType ?? onlyType {
      take(best, as: .type)
    } else if let object = keyedObject {
      sources[.type] = EnvelopeSource(alternatives: [[.keyName(object)]])
      sources[.data] = EnvelopeSource(alternatives: [[.keyValue(object)]])
    } else {
      sources[.type] = EnvelopeSource(alternatives: [[.constant("event")]])
    }
  }

  /// Whether it is called a type, and says of what kind the thing is to which an action beside it is done.
  private func isKindBesideAction(_ field: FieldFacts) -> Bool {
    guard
      field.words == ["type"] || facts.fields.contains(where: { FieldNames.isKind(field, of: $0) }),
      !field.endsInVerbs, field.happeningShare < 0.5
    else { return false }
    return facts.fields.contains { other in
      other.path.components.dropLast() == field.path.components.dropLast()
        && other.path != field.path
        && ["action", "op", "operation", "verb"].contains(other.words.joined())
        && other.stringCount == facts.lineCount && other.distinctCount > 1 && other.endsInVerbs
    }
  }

  /// Numbers that stand for what happens, as those of .NET's enumerations do.
  private var numberedType: FieldFacts? {
    best(atLeast: 45) { field in
      guard field.numberCount == field.presentCount, field.coverage >= 0.8, !field.isTime,
        (2...30).contains(field.distinctCount), field.distinctCount * 3 < field.presentCount
      else { return nil }
      return FieldNames.type(field) - 2 * Double(field.nesting)
    }
  }

  /// What is called a type and is the same in all lines: other types may come.
  private var onlyType: FieldFacts? {
    best(atLeast: 40) { field in
      guard field.stringCount == field.presentCount, field.coverage >= 0.8,
        field.distinctCount == 1, field.openedCount == 0, !field.isTime
      else { return nil }
      return FieldNames.type(field) - 2 * Double(field.nesting)
    }
  }

  /// An object each line of which has one key that others have not, with an object behind it.
  private var keyedObject: JSONPath? {
    let objects = facts.fields.filter { $0.depth == 1 && $0.objectCoverage >= 0.95 }.map(\.path)
    return objects.first { object in
      let members = facts.fields.filter {
        $0.depth == 2 && object.contains($0.path) && $0.path != object
      }
      let varying = members.filter { $0.coverage < 0.95 }
      let count = varying.reduce(0) { $0 + $1.presentCount }
      return varying.count > 1 && varying.allSatisfy { $0.objectCount == $0.presentCount }
        && count == facts.lineCount
    }
  }

  // MARK: - Ids and the like

  private mutating func findOthers() {
    let named: [(EnvelopeMapping.Role, (FieldFacts) -> Double)] = [
      (.tenant, FieldNames.tenant), (.position, FieldNames.position), (.id, FieldNames.id),
      (.category, FieldNames.category),
      (.correlation, FieldNames.correlation), (.causation, FieldNames.causation),
    ]
    for (role, points) in named where sources[role] == nil {
      let found = best(atLeast: 20) { field in
        guard field.stringCount + field.numberCount == field.presentCount, field.openedCount == 0,
          !field.isTime
        else { return nil }
        let name = points(field)
        guard name > 0, isLikely(field, as: role) else { return nil }
        return name - 5 * Double(field.nesting)
      }
      if let found { take(found, as: role) }
    }
  }

  private func isLikely(_ field: FieldFacts, as role: EnvelopeMapping.Role) -> Bool {
    switch role {
    case .id:
      return field.scalarCoverage >= 0.7
        && (field.isUnique || facts.lineCount == 1 || isUniqueButForRepeats(field))
    case .position:
      let numbers = (field.numbers ?? []).compactMap(\.self)
      return field.scalarCoverage == 1 && numbers.count == facts.lineCount
        && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    case .category:
      return sources[.stream]?.onlyPath != nil && field.scalarCoverage == 1 && field.stringCount > 0
        && isOfStream(field)
    case .tenant: return field.nesting <= 2 && texts(of: .stream).contains { $0 != nil }
    default: return field.presentCount > 0
    }
  }

  /// Whether a value comes again only in lines of the same stream and type, and seldom, as where an event was
  /// delivered twice.
  private func isUniqueButForRepeats(_ field: FieldFacts) -> Bool {
    let repeats = field.presentCount - field.distinctCount
    guard repeats * 10 <= field.presentCount else { return false }
    let (streams, types) = (texts(of: .stream), texts(of: .type))
    var first: [String: Int] = [:]
    return field.texts.enumerated().allSatisfy { line, text in
      guard let text, let known = first.updateValue(first[text] ?? line, forKey: text) else {
        return true
      }
      return streams[line] == streams[known] && types[line] == types[known]
    }
  }

  /// Whether a field says the same in all events of a stream.
  func isOfStream(_ field: FieldFacts) -> Bool {
    var known: [String: String] = [:]
    for (name, text) in zip(texts(of: .stream), field.texts) {
      guard let name, let text else { continue }
      if known.updateValue(text, forKey: name) ?? text != text { return false }
    }
    return true
  }
}

extension MappingGuess {
  /// What a role says in each line, where it is made of paths and constants.
  func texts(of role: EnvelopeMapping.Role) -> [String?] {
    let none = [String?](repeating: nil, count: facts.lineCount)
    guard let source = sources[role] else { return none }
    return source.alternatives.reduce(into: none) { texts, parts in
      let found = parts.map { part -> [String?]? in
        switch part {
        case .path(let path): facts.field(path)?.texts
        case .constant(let text): [String?](repeating: text, count: facts.lineCount)
        default: nil
        }
      }
      for line in texts.indices where texts[line] == nil {
        let said = found.map { $0?[line] }
        if said.allSatisfy({ $0 != nil }) { texts[line] = said.compactMap(\.self).joined() }
      }
    }
  }
}

extension EnvelopeSource {
  static func path(_ path: JSONPath) -> EnvelopeSource {
    EnvelopeSource(alternatives: [[.path(path)]])
  }

  /// The path that the source is, where it is one.
  var onlyPath: JSONPath? {
    guard alternatives.count == 1, alternatives[0].count == 1,
      case .path(let path) = alternatives[0][0]
    else { return nil }
    return path
  }
}
