extension JSONText {
  /// The value, parsed whole.
  public var value: JSONValue { JSONValue(parsing: self) }
}

extension JSONValue {
  /// Takes a text apart; of a repeated key the last value holds.
  public init(parsing text: JSONText) {
    self = text.bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return .null }
      var parser = JSONParser(p: base, end: buffer.count)
      return parser.parse()
    }
  }
}

/// Takes a text apart that is known to be valid.
///
/// An invalid text is safe to read: it ends where it stops making sense. Open arrays and objects are
/// kept in a list, so that depth costs no stack.
private struct JSONParser {
  /// An array or object whose end has not been seen.
  private struct Level {
    var isObject: Bool
    var elements: [JSONValue] = []
    var members = JSONObject()
    /// The key whose value comes next.
    var key = ""
  }

  private let p: UnsafePointer<UInt8>
  private let end: Int
  private var i = 0
  private var level = Level(isObject: false)
  private var outer: [Level] = []
  /// How many levels are open; at 0, `level` is none.
  private var depth = 0

  init(p: UnsafePointer<UInt8>, end: Int) {
    self.p = p
    self.end = end
  }

  mutating func parse() -> JSONValue {
    while true {
      i = JSONScanner.skipSpace(p, i, end)
      guard i < end else { return closeAll(.null) }
      var value: JSONValue
      switch p[i] {
      case UInt8(ascii: "{"):
        i &+= 1
        if open(isObject: true) { continue }
        value = .object(JSONObject())
      case UInt8(ascii: "["):
        i &+= 1
        if open(isObject: false) { continue }
        value = .array([])
      default:
        value = scalar()
      }
      // Hand the value to what holds it, and close what ends with it.
      while true {
        if depth == 0 { return value }
        add(value)
        i = JSONScanner.skipSpace(p, i, end)
        guard i < end else { return closeAll(nil) }
        let byte = p[i]
        i &+= 1
        if byte == UInt8(ascii: ",") {
          if level.isObject { readKey() }
          break
        }
        guard byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") else { return closeAll(nil) }
        value = close()
      }
    }
  }

  /// Opens a container unless it closes at once; answers whether its contents follow.
  private mutating func open(isObject: Bool) -> Bool {
    i = JSONScanner.skipSpace(p, i, end)
    if i < end, p[i] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      i &+= 1
      return false
    }
    guard depth < JSONScanner.depthLimit else {
      i = end
      return false
    }
    if depth > 0 { outer.append(level) }
    depth &+= 1
    level = Level(isObject: isObject)
    if isObject {
      level.members.reserveCapacity(4)
      readKey()
    }
    return true
  }

  /// Reads a key and its colon.
  private mutating func readKey() {
    i = JSONScanner.skipSpace(p, i, end)
    level.key = scalar().string ?? ""
    i = JSONScanner.skipSpace(p, i, end)
    if i < end { i &+= 1 }  // the colon
  }

  private mutating func add(_ value: JSONValue) {
    if level.isObject {
      level.members.set(value, for: level.key)
    } else {
      level.elements.append(value)
    }
  }

  /// Closes the innermost container.
  private mutating func close() -> JSONValue {
    let value: JSONValue = level.isObject ? .object(level.members) : .array(level.elements)
    depth &-= 1
    level = outer.popLast() ?? Level(isObject: false)
    return value
  }

  /// Closes all containers of a text that ends early.
  private mutating func closeAll(_ last: JSONValue?) -> JSONValue {
    var value = last
    while depth > 0 {
      if let value { add(value) }
      value = close()
    }
    return value ?? .null
  }

  /// Reads a string, a number or a literal.
  private mutating func scalar() -> JSONValue {
    let start = i
    if start < end, p[start] == UInt8(ascii: "\"") {
      let stop = JSONScanner.quoteOrBackslash(in: p, from: start &+ 1, to: end)
      if stop < end, p[stop] == UInt8(ascii: "\"") {
        i = stop &+ 1
        let plain = UnsafeBufferPointer(start: p + start + 1, count: stop &- start &- 1)
        return .string(String(decoding: plain, as: UTF8.self))
      }
    }
    guard let after = JSONScanner.endOfValue(in: p, from: start, to: end) else {
      i = end
      return .null
    }
    i = after
    switch p[start] {
    case UInt8(ascii: "\""):
      return .string(
        JSONString.decoded(UnsafeBufferPointer(start: p + start + 1, count: after - start - 2)))
    case UInt8(ascii: "t"): return .bool(true)
    case UInt8(ascii: "f"): return .bool(false)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      let text = UnsafeBufferPointer(start: p + start, count: after - start)
      return .number(JSONNumber(unchecked: String(decoding: text, as: UTF8.self)))
    default: return .null
    }
  }
}
