/// What the values at one path do in a sample of a log.
struct FieldFacts {
  /// The path in a line; through a string that holds JSON too.
  let path: JSONPath
  /// The value of each line of the sample as a text; nil where it is no text and no number.
  private(set) var texts: [String?]
  /// Of each line whether a value is there that is not null.
  private(set) var isThere: [Bool]
  /// How many lines have a value there that is not null.
  private(set) var presentCount = 0
  private(set) var nullCount = 0
  private(set) var stringCount = 0
  private(set) var numberCount = 0
  private(set) var objectCount = 0
  private(set) var arrayCount = 0
  /// How many texts are an object in base64.
  private(set) var encodedCount = 0
  /// How many texts were opened that hold an object, and how many bytes these have.
  private(set) var openedCount = 0
  private(set) var openedBytes = 0
  /// How many texts say that nothing is there.
  private var blankCount = 0
  /// Arrays and objects that are times, by their lines.
  private var structuredTimes: [Int: Int64] = [:]
  /// How many of the values that were looked at are times.
  private var timeCount = 0
  /// The times of the lines, as far as they were looked at.
  private(set) var times: [Int64?]
  /// How many texts there are that differ.
  private(set) var distinctCount = 0

  init(_ path: JSONPath, lineCount: Int) {
    self.path = path
    texts = Array(repeating: nil, count: lineCount)
    times = texts.map { _ in nil }
    isThere = texts.map { _ in false }
  }

  mutating func add(_ value: JSONValue, ofLine line: Int) {
    switch value {
    case .null:
      nullCount += 1
      return
    case .object:
      objectCount += 1
      addTime(of: value, ofLine: line)
    case .array:
      arrayCount += 1
      addTime(of: value, ofLine: line)
    case .bool: break
    case .number(let number):
      numberCount += 1
      texts[line] = number.text
    case .string(let text):
      stringCount += 1
      texts[line] = text
      if Self.blanks.contains(text) { blankCount += 1 }
    }
    presentCount += 1
    isThere[line] = true
  }

  /// What is written for nothing where a value should be.
  private static let blanks: Set<String> = ["", "NULL", "null", "None", "\\N"]

  private mutating func addTime(of value: JSONValue, ofLine line: Int) {
    if let time = Timestamp(structured: value), Self.isLikely(time) {
      structuredTimes[line] = time.microseconds
    }
  }

  /// Says that a string was opened, in which an object is, as it is or in base64, and how many bytes it has.
  mutating func addOpened(_ bytes: Int, isEncoded: Bool) {
    if isEncoded {
      encodedCount += 1
    } else {
      objectCount += 1
      openedCount += 1
      openedBytes += bytes
    }
  }

  /// Looks at the values once all are there.
  mutating func finish() {
    distinctCount = Set(texts.compactMap(\.self)).count
    for (line, time) in structuredTimes { times[line] = time }
    timeCount = structuredTimes.count
    var others = presentCount - stringCount - numberCount - timeCount
    for (line, text) in texts.enumerated() {
      // Where too many are no times, the rest need not be looked at.
      guard Double(others) <= Self.otherShare * Double(presentCount) else { break }
      guard let text, !Self.blanks.contains(text) else { continue }
      if let time = Self.time(text) {
        times[line] = time
        timeCount += 1
      } else {
        others += 1
      }
    }
  }

  /// Which part of the values of a field of times may be something else.
  private static let otherShare = 0.1

  /// A time between 1980 and 2100; short numbers are none.
  private static func time(_ text: String) -> Int64? {
    guard text.utf8.count >= 8, text.utf8.contains(where: { 0x30...0x39 ~= $0 }) else { return nil }
    var text = text
    let time = text.withUTF8 { Timestamp(logged: UnsafeRawBufferPointer($0)) }
    guard let time, isLikely(time) else { return nil }
    return time.microseconds
  }

  private static func isLikely(_ time: Timestamp) -> Bool {
    315_532_800_000_000..<4_102_444_800_000_000 ~= time.microseconds
  }

  /// In which part of the lines a value is there.
  var coverage: Double { Double(presentCount) / Double(max(1, texts.count)) }

  /// In which part of the lines a text or a number is there.
  var scalarCoverage: Double {
    Double(stringCount + numberCount) / Double(max(1, texts.count))
  }

  /// In which part of the lines an object is there, or one in a string.
  var objectCoverage: Double { Double(objectCount) / Double(max(1, texts.count)) }

  /// In which part of the lines an object in base64 is there.
  var encodedCoverage: Double { Double(encodedCount) / Double(max(1, texts.count)) }

  /// Whether nearly all values are times, save those that say that there is none.
  var isTime: Bool {
    let count = presentCount - blankCount
    return timeCount > 0 && blankCount * 2 <= presentCount
      && Double(count - timeCount) <= Self.otherShare * Double(count)
  }

  /// Whether times are arrays or objects.
  var isStructuredTime: Bool { isTime && !structuredTimes.isEmpty }

  /// Whether no value is there twice.
  var isUnique: Bool { distinctCount == presentCount && presentCount > 1 }

  /// Which part of the texts that differ is written as what happens is: `OrderPlaced`, `order.placed`,
  /// `IN_TRANSIT`, `paid`.
  var happeningShare: Double {
    let distinct = Set(texts.compactMap(\.self))
    let happening = distinct.count { text in
      let words = Self.words(of: text)
      return (2...4).contains(words.count) || words.last?.hasSuffix("ed") ?? false
    }
    return Double(happening) / Double(max(1, distinct.count))
  }

  /// Whether most of the texts that differ end as commands and reports do: `orders/create`, `orders/paid`.
  var endsInVerbs: Bool {
    let distinct = Set(texts.compactMap(\.self))
    let verbs = distinct.count { text in
      Self.words(of: text).last.map { $0.hasSuffix("ed") || FieldNames.verbs.contains($0) } ?? false
    }
    return verbs * 2 > distinct.count
  }

  /// Whether each text has letters and digits and no space, as ids have that people give: `SKU-17`.
  var isMadeOfCodes: Bool {
    stringCount > 0
      && texts.allSatisfy { text in
        guard let text else { return true }
        return text.contains(where: \.isLetter) && text.contains(where: \.isNumber)
          && !text.contains(" ")
      }
  }

  /// Whether each text is one of printable characters in base64; short words may be that by chance.
  var isEncodedNames: Bool {
    guard stringCount == presentCount else { return false }
    let names = Set(texts.compactMap(\.self))
    return names.reduce(0) { $0 + $1.utf8.count } >= 16
      && names.allSatisfy { name in
        var name = name
        let bytes = name.withUTF8 { Base64.decode(UnsafeRawBufferPointer($0)) }
        return name.utf8.count % 4 == 0 && bytes?.isEmpty == false
          && bytes?.allSatisfy { 0x20...0x7E ~= $0 } == true
      }
  }

  /// The values as whole numbers; nil where one is none.
  var numbers: [Int?]? {
    var numbers: [Int?] = []
    for text in texts {
      guard let text else {
        numbers.append(nil)
        continue
      }
      guard let number = Int(text) ?? (try? JSONText(text))?.int else { return nil }
      numbers.append(number)
    }
    return presentCount > 0 ? numbers : nil
  }

  /// The words of the last key, and those of all keys: `repo.fullName` has `full`, `name`.
  var words: [String] {
    names.reversed().lazy.map(Self.words).first { !$0.isEmpty } ?? []
  }
  var allWords: [String] { names.flatMap(Self.words) }

  /// How many steps the path has.
  var depth: Int { path.components.count }

  /// How many of them are names.
  var nesting: Int { names.count }

  /// The steps of the path without those that only tell the kind of a value, as extended JSON of MongoDB and
  /// DynamoDB do: `cartId."$oid"`, `orderId.S`.
  private var names: [JSONPath.Component] {
    path.components.count < 2
      ? path.components : path.components.filter { !Self.kindsOfValues.contains($0) }
  }

  private static let kindsOfValues = Set(
    [
      "$oid", "$date", "$numberLong", "$numberInt", "$numberDouble", "$numberDecimal", "$uuid",
      "S", "N", "M",
    ].map { JSONPath.Component.key($0) })

  /// Whether its last step only tells the kind of a value.
  var tellsKindOfValue: Bool {
    depth > 1 && path.components.last.map(Self.kindsOfValues.contains) ?? false
  }

  private static func words(_ component: JSONPath.Component) -> [String] {
    guard case .key(let key) = component else { return [] }
    return words(of: key)
  }

  /// The words of a text that is written in one, or with spaces or signs between: `fullName` has two.
  private static func words(of key: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for character in key {
      let isWordPart = character.isLetter || character.isNumber
      if !isWordPart || character.isUppercase && wasLower {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if isWordPart { word += character.lowercased() }
      wasLower = character.isLowercase || character.isNumber
    }
    return word.isEmpty ? words : words + [word]
  }
}

/// What the fields of a sample do.
struct SampleFacts {
  /// No path is longer, and no more are looked at.
  private static let depthLimit = 4
  private static let fieldLimit = 300

  /// The fields in the order in which they are met.
  private(set) var fields: [FieldFacts] = []
  /// For each line in which stretch it is.
  let stretches: [Int]
  /// How many different files the lines are from, and how many names these have without their folders.
  let fileCount: Int
  let fileNameCount: Int
  /// How many bytes the lines have.
  let byteCount: Int
  /// The arrays that have more than one element in some line.
  private var longArrays: Set<JSONPath> = []
  private var places: [JSONPath: Int] = [:]

  /// Looks at the lines of a sample; where some came twice, and a field tells the others apart, at each once.
  init(_ sample: LogSample) {
    var seen: Set<ArraySlice<UInt8>> = []
    let once = sample.lines.filter { seen.insert($0.text.bytes).inserted }
    if once.count < sample.lines.count {
      let facts = SampleFacts(once)
      if facts.fields.contains(where: { $0.isUnique && $0.scalarCoverage == 1 }) {
        self = facts
        return
      }
    }
    self.init(sample.lines)
  }

  private init(_ lines: [LogSample.Line]) {
    stretches = lines.map(\.stretch)
    let files = Set(lines.map(\.file))
    fileCount = files.count
    fileNameCount = Set(files.map(LogFile.stem)).count
    byteCount = lines.reduce(0) { $0 + $1.text.bytes.count }
    for (number, line) in lines.enumerated() {
      add(line.text.value, at: .root, ofLine: number)
    }
    for index in fields.indices { fields[index].finish() }
  }

  var lineCount: Int { stretches.count }

  func field(_ path: JSONPath) -> FieldFacts? { places[path].map { fields[$0] } }

  /// Whether a field holds something that no other field is about: a text, a number, null, an array whose
  /// elements are not looked at.
  func isLeaf(_ field: FieldFacts) -> Bool {
    if field.depth == Self.depthLimit || longArrays.contains(field.path) || field.presentCount == 0
    {
      return true
    }
    return field.presentCount > field.objectCount - field.openedCount + field.arrayCount
  }

  /// Whether a field is in an element of an array that has others in some line.
  func isOneOfSeveral(_ field: FieldFacts) -> Bool {
    !longArrays.isEmpty && longArrays.contains { $0.contains(field.path) && $0 != field.path }
  }

  /// Whether the lines are all that there are.
  var isWhole: Bool { stretches.last == 0 }

  private mutating func add(_ value: JSONValue, at path: JSONPath, ofLine line: Int) {
    if !path.isRoot {
      guard let place = place(of: path) else { return }
      fields[place].add(value, ofLine: line)
      if case .string(let text) = value, let (inner, isEncoded) = Self.opened(text) {
        fields[place].addOpened(text.utf8.count, isEncoded: isEncoded)
        addMembers(of: inner, at: path, ofLine: line)
      }
    }
    addMembers(of: value, at: path, ofLine: line)
  }

  /// The object that a text holds, as it is or in base64.
  private static func opened(_ text: String) -> (object: JSONValue, isEncoded: Bool)? {
    if text.hasPrefix("{"), let inner = (try? JSONText(text))?.value, case .object = inner {
      return (inner, false)
    }
    return Base64.object(in: text).map { ($0, true) }
  }

  private mutating func addMembers(of value: JSONValue, at path: JSONPath, ofLine line: Int) {
    guard path.components.count < Self.depthLimit else { return }
    switch value {
    case .object(let object):
      for (key, value) in object { add(value, at: path.appending(key), ofLine: line) }
    case .array(let items) where !path.isRoot && items.count == 1:
      add(items[0], at: path.appending(0), ofLine: line)
    case .array(let items) where items.count > 1: longArrays.insert(path)
    default: return
    }
  }

  private mutating func place(of path: JSONPath) -> Int? {
    if let place = places[path] { return place }
    guard fields.count < Self.fieldLimit else { return nil }
    places[path] = fields.count
    fields.append(FieldFacts(path, lineCount: lineCount))
    return fields.count - 1
  }
}
