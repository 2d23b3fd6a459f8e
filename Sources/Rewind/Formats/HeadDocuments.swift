/// What a file's head says of its format where it begins with an object.
struct HeadDocuments {
  private let head: ArraySlice<UInt8>
  /// The brackets that are open where the first document was last seen to hold a whole element of an
  /// array, and where that is; what the head cuts off can be closed there.
  private var cut: (place: Int, open: [UInt8])?
  /// Where the first document ends; nil where it goes on behind the head.
  private var end: Int?
  /// Whether a newline stands between its tokens.
  private var spansLines = false
  /// Whether its brackets fit each other, and no text has a newline in it.
  private var isSound = true

  init(_ head: ArraySlice<UInt8>) {
    self.head = head
    findEnd()
  }

  private mutating func findEnd() {
    var open: [UInt8] = []
    var isInString = false
    var quote = ClosingQuote()
    for (place, byte) in zip(head.indices, head) {
      if isInString {
        if byte == UInt8(ascii: "\n") { isSound = false }
        isInString = !quote.isClosed(by: byte)
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "\n"): spansLines = true
      case UInt8(ascii: "{"): open.append(UInt8(ascii: "}"))
      case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if open.popLast() != byte { isSound = false }
        if open.last == UInt8(ascii: "]") { cut = (place + 1, open) }
        if open.isEmpty { end = place + 1 }
      default: break
      }
      if end != nil || !isSound { return }
    }
  }

  /// Whether nothing follows the first document within the head.
  var isOne: Bool { end.map { head[$0...].allSatisfy(\.isSpace) } ?? true }

  /// Whether the first document is JSON that spans lines, as far as the head shows.
  var isPlausible: Bool { isSound && spansLines && first != nil }

  /// Whether the first document is JSON on one line, on which another begins behind it.
  var sharesItsLine: Bool {
    guard isSound, !spansLines, let end, first != nil else { return false }
    let next = head[end...].first { $0 == UInt8(ascii: "\n") || !$0.isSpace }
    return next == UInt8(ascii: "{")
  }

  /// The first document, closed where the head cuts it off; nil where it is no JSON.
  private var first: JSONValue? {
    if let end { return (try? JSONText(validating: head[..<end]))?.value }
    guard let cut else { return .null }
    return (try? JSONText(validating: head[..<cut.place] + cut.open.reversed()))?.value
  }
}

// MARK: - The array of the events

extension HeadDocuments {
  /// Names that arrays of events have.
  private static let names: Set<String> = [
    "events", "records", "entries", "items", "messages", "history", "results", "data", "rows",
    "value", "values", "hits", "logs", "commits", "changes", "activities",
  ]
  private static let depthLimit = 3
  /// So many elements of an array are looked at.
  private static let elementLimit = 20

  /// What known systems write several events in, though it stands on one line: the keys that lead to them.
  private static let bundles = [
    ["resourceSpans", "scopeSpans", "spans"], ["resourceLogs", "scopeLogs", "logRecords"],
    ["resourceSpans", "instrumentationLibrarySpans", "spans"],
    ["data", "spans"],
  ]

  /// Those that hold an array and nothing else, whose key may be another's too: what each of its elements has.
  private static let arrays = [
    // wal2json: the changes of a transaction.
    (key: "change", elements: [["kind"], ["table"]]),
    // What AWS gives to functions, and CloudTrail's files.
    (key: "Records", elements: [["eventSource", "EventSource"]]),
  ]

  /// The keys that lead to the events in a document of a known system; nil in any other.
  var wayInBundle: [String]? {
    guard isSound, let document = first?.object else { return nil }
    if let way = Self.bundles.first(where: { Self.leads($0[...], from: .object(document)) }) {
      return way
    }
    guard document.count == 1, let (key, value) = document.first,
      case .array(let items) = value, !items.isEmpty
    else { return nil }
    let isBundle = Self.arrays.contains { bundle in
      bundle.key == key
        && items.allSatisfy { item in
          bundle.elements.allSatisfy { $0.contains { item.object?[$0] != nil } }
        }
    }
    return isBundle ? [key] : nil
  }

  /// Whether keys lead to an array, through each element of arrays on the way.
  private static func leads(_ keys: ArraySlice<String>, from value: JSONValue) -> Bool {
    guard let key = keys.first else { return false }
    guard case .array(let items)? = value.object?[key] else { return false }
    return keys.count == 1 || items.contains { leads(keys.dropFirst(), from: $0) }
  }

  /// The keys that lead to the array of the events; nil where the document is an event itself.
  ///
  /// - Parameter mapping: how a person says that events are read; nil to tell them by what they have.
  func wayToEvents(under mapping: EnvelopeMapping?) -> [String]? {
    guard isSound, let document = first?.object, EnvelopeMapping.known(for: document) == nil else {
      return nil
    }
    if let mapping {
      return mapping.finds(eventIn: document)
        ? nil : Self.search(document, depth: 1, isOfOne: false)?.keys
    }
    return Self.search(document, depth: 1, isOfOne: Self.namesStreamOrTime(document))?.keys
  }

  /// The keys that lead to an object each of whose arrays holds events, as where they are grouped by stream; nil where
  /// there is none.
  ///
  /// - Parameter mapping: how a person says that events are read; nil to tell them by what they have.
  func wayToGroups(under mapping: EnvelopeMapping?) -> [String]? {
    guard isSound, let document = first?.object, EnvelopeMapping.known(for: document) == nil,
      mapping?.finds(eventIn: document) != true
    else { return nil }
    return Self.groups(in: document, depth: 1)
  }

  private static func groups(in object: JSONObject, depth: Int) -> [String]? {
    guard !object.contains(where: isType), !namesStreamOrTime(object) else { return nil }
    let arrays = object.compactMap { _, value -> [JSONValue]? in
      guard case .array(let items) = value, !items.isEmpty, items.allSatisfy({ $0.object != nil })
      else { return nil }
      return Array(items.prefix(elementLimit))
    }
    if let first = arrays.first, arrays.count > 1,
      first.contains(where: { saysWhatOrWhen($0, depth: 1) }),
      arrays.allSatisfy({ areAlike(first, $0) })
    {
      return []
    }
    guard depth < depthLimit else { return nil }
    for (key, value) in object {
      if let inner = value.object, let way = groups(in: inner, depth: depth + 1) {
        return [key] + way
      }
    }
    return nil
  }

  /// Whether the objects of two arrays have most keys in common.
  private static func areAlike(_ items: [JSONValue], _ others: [JSONValue]) -> Bool {
    let keys = Set(items.flatMap { $0.object?.map(\.key) ?? [] })
    let otherKeys = Set(others.flatMap { $0.object?.map(\.key) ?? [] })
    return keys.intersection(otherKeys).count * 2 >= keys.union(otherKeys).count
  }

  /// - Parameter isOfOne: whether the document has a stream or a time, so that an array is its own where the
  ///   elements say neither what happened nor when.
  private static func search(
    _ object: JSONObject, depth: Int, isOfOne: Bool
  ) -> (keys: [String], count: Int)? {
    guard isList(object) || !object.contains(where: isType) else { return nil }
    var best: (keys: [String], count: Int)?
    for (key, value) in object {
      var found: (keys: [String], count: Int)?
      switch value {
      case .array(let items) where !items.isEmpty && items.allSatisfy({ $0.object != nil }):
        if isOfOne, !items.prefix(elementLimit).contains(where: { saysWhatOrWhen($0, depth: 1) }) {
          continue
        }
        let isNamed = names.contains(key.lowercased())
        if isNamed || items.count > 1 { found = ([key], items.count + (isNamed ? 1_000_000 : 0)) }
      case .object(let inner) where depth < depthLimit:
        found = search(inner, depth: depth + 1, isOfOne: isOfOne).map {
          ([key] + $0.keys, $0.count)
        }
      default: break
      }
      if let found, found.count > best?.count ?? 0 { best = found }
    }
    return best
  }

  /// Whether an object says that it is a list, as those of Kubernetes do.
  private static func isList(_ object: JSONObject) -> Bool {
    object["kind"]?.string?.hasSuffix("List") ?? false
  }

  /// Whether a member says what happened, so that the object is an event.
  private static func isType(_ key: String, _ value: JSONValue) -> Bool {
    guard case .string = value else { return false }
    return FieldNames.type(facts(key)) >= 25
  }

  /// Whether a member says when something happened.
  private static func isTime(_ key: String, _ value: JSONValue) -> Bool {
    isTextOrNumber(value) && FieldNames.time(facts(key)) >= 20
  }

  /// Whether an object has a member that is called as a stream or a time is.
  private static func namesStreamOrTime(_ object: JSONObject) -> Bool {
    object.contains { key, value in
      isTime(key, value) || isTextOrNumber(value) && FieldNames.stream(facts(key)) >= 38
    }
  }

  /// Whether an element of an array, or an object in it, says what happened or when.
  private static func saysWhatOrWhen(_ value: JSONValue, depth: Int) -> Bool {
    value.object?.contains { key, value in
      isType(key, value) || isTime(key, value)
        || depth < depthLimit && saysWhatOrWhen(value, depth: depth + 1)
    } ?? false
  }

  private static func isTextOrNumber(_ value: JSONValue) -> Bool {
    switch value {
    case .string, .number: true
    default: false
    }
  }

  private static func facts(_ key: String) -> FieldFacts {
    FieldFacts(JSONPath([.key(key)]), lineCount: 0)
  }
}
