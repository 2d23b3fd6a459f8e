/// The stream that a sample suggests, and the version in it.
extension MappingGuess {
  mutating func findStream() {
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

  mutating func findVersion() {
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
}
