/// The stream that a sample suggests, and the version in it.
extension MappingGuess {
  mutating func findStream() {
    let best = best(atLeast: 40) { field in
      // An id of many digits may be a time by chance.
      let isTime = field.isTime && (field.stringCount > 0 || !FieldNames.isKey(field))
      guard field.scalarCoverage >= 0.9, !isTime, field.openedCount == 0, !isOutputStream(field)
      else { return nil }
      let name = isKeyOfMessage(field) ? 60 : FieldNames.stream(field)
      let count = Double(field.presentCount)
      let distinct = Double(field.distinctCount)
      // An id repeats. In a sample of many streams it hardly does, and its name must say more.
      let needed: Double = distinct <= count * 0.85 ? -.infinity : distinct < count ? 35 : 45
      guard count < 8 || name >= needed else { return nil }
      if let known = knownVersion, !countsUp(known, within: field.texts) { return nil }
      let isText = field.stringCount > 0 || isNumberOfThings(field)
      guard isText || name >= 25 || version(within: field.texts, of: field.path) != nil else {
        return nil
      }
      var points = name + 10 * field.scalarCoverage - 5 * Double(field.nesting)
      if isText { points += 8 }
      // What names each line is rather the event's id, where another key comes again.
      if field.isUnique, facts.isWhole, count >= Self.manyLines { points -= 30 }
      if field.isMadeOfCodes { points += 12 }
      if count >= 8 { points += distinct > 1 ? 15 : -40 }
      // What counts one stream alone may count the log.
      if let version = version(within: field.texts, of: field.path),
        distinct > 1 || FieldNames.version(version) >= 30
      {
        points += 45
      }
      return points
    }
    if let best = best ?? person {
      take(best, as: .stream)
      joinKind(to: best)
    } else {
      // Files that are all called the same are told by their folders.
      let isByFolder = facts.fileCount > 1 && facts.fileNameCount == 1
      sources[.stream] = EnvelopeSource(alternatives: [[isByFolder ? .folder : .file]])
    }
  }

  /// In so many lines an id that names a thing comes again.
  private static let manyLines = 20.0

  /// Whether it says on which output of a program a line was printed.
  private func isOutputStream(_ field: FieldFacts) -> Bool {
    field.texts.allSatisfy { $0.map(["stdout", "stderr"].contains) ?? true }
  }

  /// Whether it is the key of messages of Kafka, whose place in the topic stands beside it.
  private func isKeyOfMessage(_ field: FieldFacts) -> Bool {
    guard field.words == ["key"] else { return false }
    let object = JSONPath(field.path.components.dropLast())
    return ["partition", "offset"].allSatisfy { facts.field(object.appending($0)) != nil }
  }

  /// Who did what happened, each more than once.
  private var person: FieldFacts? {
    best(atLeast: 40) { field in
      let name = FieldNames.person(field)
      guard name > 0, field.scalarCoverage >= 0.9, field.openedCount == 0, facts.lineCount >= 8,
        field.distinctCount > 1, field.distinctCount * 100 <= field.presentCount * 85
      else { return nil }
      return name + 10 * field.scalarCoverage - 5 * Double(field.nesting) + 15
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
  private func countsUp(_ numbers: [Int?], within streams: [String?]) -> Bool {
    let steps = steps(of: numbers, in: streams)
    return steps.byOne * 10 >= steps.all * 9
  }

  mutating func findVersion() {
    let names = texts(of: .stream)
    guard names.contains(where: { $0 != nil }) else { return }
    if let field = version(within: names) { take(field, as: .version) }
  }

  /// The field that counts up by one within streams, whose name each line has, at a path that is another's.
  private func version(within streams: [String?], of path: JSONPath? = nil) -> FieldFacts? {
    let streamCount = Set(streams.compactMap(\.self)).count
    let isSmall = facts.lineCount < 8
    return best(atLeast: isSmall ? 20 : 30) { field in
      guard field.path != path, field.scalarCoverage >= 0.9, !field.isTime,
        let numbers = field.numbers
      else { return nil }
      let steps = steps(of: numbers, in: streams)
      let name = FieldNames.version(field)
      if name >= 30, isWholeOutOfOrder(numbers, in: streams) { return 35 + name }
      if steps.all < 3 { return isSmall && steps.all == steps.byOne ? name : nil }
      guard steps.byOne * 10 >= steps.all * 9 else { return nil }
      // What rises over the streams too counts the log, unless it is called a version.
      if steps.isGlobal, streamCount > 1, name < 30 { return nil }
      return 35 + name - 3 * Double(field.nesting)
    }
  }

  /// Whether the numbers of each stream are whole, none missing and none twice, though some go back.
  private func isWholeOutOfOrder(_ numbers: [Int?], in streams: [String?]) -> Bool {
    var known: [[String]: [Int]] = [:]
    for (line, number) in numbers.enumerated() {
      guard let number, let name = streams[line] else { return false }
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
    of numbers: [Int?], in streams: [String?]
  ) -> (all: Int, byOne: Int, isGlobal: Bool) {
    var last: [String: (number: Int, stretch: Int)] = [:]
    var (all, byOne, isGlobal) = (0, 0, true)
    var before: Int?
    for (line, number) in numbers.enumerated() {
      guard let number, let name = streams[line] else { continue }
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
