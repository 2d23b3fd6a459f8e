/// Guesses a mapping by what the values of a sample do, and by what the keys are called.
///
/// No key serves two roles. A role that nothing suggests is left out, save those without which a line is
/// no event: the stream is the file then, and the type is `event`.
struct MappingGuess {
  private let facts: SampleFacts
  private var sources: [EnvelopeMapping.Role: EnvelopeSource] = [:]
  /// The fields that a role has.
  private var used: Set<JSONPath> = []

  /// The mapping that a sample suggests.
  static func mapping(of facts: SampleFacts) -> EnvelopeMapping {
    var guess = MappingGuess(facts)
    let known = KnownSystem.all.first { $0.fits(facts) }?.mapping
    if let known { guess.take(known) }
    guess.findEverything()
    return EnvelopeMapping(name: known?.name ?? "guess", sources: guess.sources)
  }

  private init(_ facts: SampleFacts) {
    self.facts = facts
  }

  private mutating func findEverything() {
    if sources[.timestamp] == nil { findTime() }
    if sources[.type] == nil { findType() }
    if sources[.stream] == nil { findStream() }
    if sources[.version] == nil { findVersion() }
    findOthers()
    if sources[.data] == nil { findData() }
    if sources[.metadata] == nil { findMetadata() }
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

  private mutating func take(_ field: FieldFacts, as role: EnvelopeMapping.Role) {
    used.insert(field.path)
    sources[role] = .path(field.path)
  }

  /// The best of the fields that no role has yet, by points; none with fewer than are needed.
  private func best(
    atLeast needed: Double, _ points: (FieldFacts) -> Double?
  ) -> FieldFacts? {
    var best: (field: FieldFacts, points: Double)?
    for field in facts.fields where !used.contains(field.path) {
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
      guard field.stringCount > 0 || name > 0 else { return nil }
      // Of two the finer: a date is the same for many.
      let points =
        50 * field.coverage + name - 8 * Double(field.depth)
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
        case let texts = field.texts.compactMap(\.self), texts.allSatisfy({ $0.utf8.count <= 120 })
      else { return nil }
      let count = Double(field.presentCount)
      let distinct = Double(field.distinctCount)
      let mayDiffer =
        count < 8 || count < Self.shortLog && FieldNames.isOfTypesOrStates(field)
      guard mayDiffer || distinct <= max(2, min(150, count * 0.6)) else { return nil }
      var points = 30 * field.coverage + FieldNames.type(field) - 6 * Double(field.depth)
      if count >= 8 {
        points += distinct > 1 ? 15 * (1 - distinct / count) + 10 : -40
      } else if 1 < distinct, distinct < count {
        points += 10
      }
      // Ids and sentences are no types; a type may have a space, as those of .NET have.
      if texts.contains(where: { $0.split(separator: " ").count > 3 }) { points -= 25 }
      if texts.allSatisfy({ $0.contains { $0.isNumber } }) { points -= 15 }
      if texts.allSatisfy({ $0.first?.isLetter == false }) { points -= 20 }
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

  /// Numbers that stand for what happens, as those of .NET's enumerations do.
  private var numberedType: FieldFacts? {
    best(atLeast: 45) { field in
      guard field.numberCount == field.presentCount, field.coverage >= 0.8, !field.isTime,
        (2...30).contains(field.distinctCount), field.distinctCount * 3 < field.presentCount
      else { return nil }
      return FieldNames.type(field) - 2 * Double(field.depth)
    }
  }

  /// What is called a type and is the same in all lines: other types may come.
  private var onlyType: FieldFacts? {
    best(atLeast: 40) { field in
      guard field.stringCount == facts.lineCount, field.distinctCount == 1, !field.isTime else {
        return nil
      }
      return FieldNames.type(field) - 2 * Double(field.depth)
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

  // MARK: - Stream and version

  private mutating func findStream() {
    let best = best(atLeast: 40) { field in
      // An id of many digits may be a time by chance.
      let isTime = field.isTime && (field.stringCount > 0 || !FieldNames.isKey(field))
      guard field.scalarCoverage >= 0.9, !isTime else { return nil }
      let name = FieldNames.stream(field)
      let count = Double(field.presentCount)
      let distinct = Double(field.distinctCount)
      // An id repeats. In a sample of many streams it hardly does, and its name must say more.
      let needed: Double = distinct <= count * 0.85 ? -.infinity : distinct < count ? 35 : 45
      guard count < 8 || name >= needed else { return nil }
      if let known = knownVersion, !countsUp(known, within: field) { return nil }
      let isText = field.stringCount > 0 || isNumberOfThings(field)
      guard isText || name >= 25 || version(within: field) != nil else { return nil }
      var points = name + 10 * field.scalarCoverage - 5 * Double(field.depth)
      if isText { points += 8 }
      if field.isMadeOfCodes { points += 12 }
      if count >= 8 { points += distinct > 1 ? 15 : -40 }
      // What counts one stream alone may count the log.
      if let version = version(within: field), distinct > 1 || FieldNames.version(version) >= 30 {
        points += 45
      }
      return points
    }
    if let best = best ?? person {
      take(best, as: .stream)
      joinKind(to: best)
    } else {
      sources[.stream] = EnvelopeSource(alternatives: [[.file]])
    }
  }

  /// Puts the kind of the thing before what names it, where things of several kinds have the same name.
  private mutating func joinKind(to name: FieldFacts) {
    let kind = facts.fields.first { field in
      FieldNames.isKind(field, of: name) && field.stringCount == facts.lineCount
        && !used.contains(field.path) && field.distinctCount > 1
    }
    guard let kind, !isOfStream(kind) else { return }
    used.insert(kind.path)
    sources[.stream] = EnvelopeSource(
      alternatives: [[.path(kind.path), .constant("-"), .path(name.path)]])
  }

  /// Who did what happened, each more than once.
  private var person: FieldFacts? {
    best(atLeast: 40) { field in
      let name = FieldNames.person(field)
      guard name > 0, field.scalarCoverage >= 0.9, facts.lineCount >= 8, field.distinctCount > 1,
        field.distinctCount * 100 <= field.presentCount * 85
      else { return nil }
      return name + 10 * field.scalarCoverage - 5 * Double(field.depth) + 15
    }
  }

  /// Whether numbers are called an id, come again and do not count lines, though from 1 again and again.
  private func isNumberOfThings(_ field: FieldFacts) -> Bool {
    guard field.words == ["id"], field.distinctCount * 100 <= field.presentCount * 85,
      let numbers = field.numbers
    else { return false }
    var (pairs, byOne, falls) = (0, 0, 0)
    for line in 1..<max(1, facts.lineCount) where facts.stretches[line] == facts.stretches[line - 1]
    {
      guard let number = numbers[line], let before = numbers[line - 1] else { continue }
      pairs += 1
      byOne += number == before &+ 1 ? 1 : 0
      falls += number < before ? 1 : 0
    }
    return byOne * 10 < pairs * 8 || falls * 10 >= pairs
  }

  /// The version that a known system's lines have.
  private var knownVersion: [Int?]? {
    sources[.version]?.onlyPath.flatMap(facts.field).flatMap(\.numbers)
  }

  /// Whether a number follows another of its stream by one, as far as that is seen.
  private func countsUp(_ numbers: [Int?], within stream: FieldFacts) -> Bool {
    let steps = steps(of: numbers, in: stream)
    return steps.byOne * 10 >= steps.all * 9
  }

  private mutating func findVersion() {
    guard let stream = sources[.stream]?.onlyPath.flatMap(facts.field) else { return }
    if let field = version(within: stream) { take(field, as: .version) }
  }

  /// The field that counts up by one within the streams that a field names.
  private func version(within stream: FieldFacts) -> FieldFacts? {
    let isSmall = facts.lineCount < 8
    return best(atLeast: isSmall ? 20 : 30) { field in
      guard field.path != stream.path, field.scalarCoverage >= 0.9, !field.isTime,
        let numbers = field.numbers
      else { return nil }
      let steps = steps(of: numbers, in: stream)
      let name = FieldNames.version(field)
      if name >= 30, isWholeOutOfOrder(numbers, in: stream) { return 35 + name }
      if steps.all < 3 { return isSmall && steps.all == steps.byOne ? name : nil }
      guard steps.byOne * 10 >= steps.all * 9 else { return nil }
      // What rises over the streams too counts the log, unless it is called a version.
      if steps.isGlobal, stream.distinctCount > 1, name < 30 { return nil }
      return 35 + name - 3 * Double(field.depth)
    }
  }

  /// Whether the numbers of each stream are whole, none missing and none twice, though some go back.
  private func isWholeOutOfOrder(_ numbers: [Int?], in stream: FieldFacts) -> Bool {
    var known: [[String]: [Int]] = [:]
    for (line, number) in numbers.enumerated() {
      guard let number, let name = stream.texts[line] else { return false }
      known[[name, "\(facts.stretches[line])"], default: []].append(number)
    }
    let isWhole = known.values.allSatisfy { numbers in
      let sorted = numbers.sorted()
      return zip(sorted, sorted.dropFirst()).allSatisfy { $1 == $0 &+ 1 }
    }
    return isWhole && known.values.contains { $0 != $0.sorted() }
  }

  /// How often a number follows another in its stream, how often by one, and whether all rise.
  private func steps(
    of numbers: [Int?], in stream: FieldFacts
  ) -> (all: Int, byOne: Int, isGlobal: Bool) {
    var last: [String: (number: Int, stretch: Int)] = [:]
    var (all, byOne, isGlobal) = (0, 0, true)
    var before: Int?
    for (line, number) in numbers.enumerated() {
      guard let number, let name = stream.texts[line] else { continue }
      if let before, number <= before { isGlobal = false }
      before = number
      if let last = last[name], last.stretch == facts.stretches[line] {
        all += 1
        byOne += number == last.number &+ 1 ? 1 : 0
      }
      last[name] = (number, facts.stretches[line])
    }
    return (all, byOne, isGlobal)
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
        guard field.stringCount + field.numberCount == field.presentCount, !field.isTime else {
          return nil
        }
        let name = points(field)
        guard name > 0, isLikely(field, as: role) else { return nil }
        return name - 5 * Double(field.depth)
      }
      if let found { take(found, as: role) }
    }
  }

  private func isLikely(_ field: FieldFacts, as role: EnvelopeMapping.Role) -> Bool {
    switch role {
    case .id: return field.scalarCoverage >= 0.7 && (field.isUnique || facts.lineCount == 1)
    case .position:
      let numbers = (field.numbers ?? []).compactMap(\.self)
      return field.scalarCoverage == 1 && numbers.count == facts.lineCount
        && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    case .category:
      return field.scalarCoverage == 1 && field.stringCount > 0 && isOfStream(field)
    case .tenant: return field.depth <= 2 && sources[.stream]?.onlyPath != nil
    default: return field.presentCount > 0
    }
  }

  /// Whether a field says the same in all events of a stream.
  private func isOfStream(_ field: FieldFacts) -> Bool {
    guard let stream = sources[.stream]?.onlyPath.flatMap(facts.field) else { return false }
    var known: [String: String] = [:]
    for (name, text) in zip(stream.texts, field.texts) {
      guard let name, let text else { continue }
      if known.updateValue(text, forKey: name) ?? text != text { return false }
    }
    return true
  }

  // MARK: - Data and metadata

  private mutating func findData() {
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

  private mutating func findMetadata() {
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

  /// The endings of keys that the source takes.
  fileprivate var endings: [String] {
    alternatives.joined().compactMap { part in
      if case .suffix(let ending) = part { ending } else { nil }
    }
  }
}
