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
/// kept on a stack of its own, so that depth costs no stack of the thread.
private struct JSONParser {
  let p: UnsafePointer<UInt8>
  let end: Int
  private var i = 0
  private var outer: [Container] = []
  private var current = Container.none

  /// An array or object whose end has not been seen.
  private enum Container {
    case none
    case array([JSONValue])
    case object(JSONObject, key: String)
  }

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
        if open(.object(JSONObject(), key: ""), closing: "}") { continue }
        value = .object(JSONObject())
      case UInt8(ascii: "["):
        i &+= 1
        if open(.array([]), closing: "]") { continue }
        value = .array([])
      default:
        value = scalar()
      }
      // Hand the value to what holds it, and close what ends with it.
      while true {
        guard add(value) else { return value }
        i = JSONScanner.skipSpace(p, i, end)
        guard i < end else { return closeAll(nil) }
        let byte = p[i]
        i &+= 1
        if byte == UInt8(ascii: ",") {
          readKey()
          break
        }
        guard byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") else { return closeAll(nil) }
        value = close()
      }
    }
  }

  /// Opens a container unless it closes at once; answers whether its contents follow.
  private mutating func open(_ container: Container, closing: Unicode.Scalar) -> Bool {
    i = JSONScanner.skipSpace(p, i, end)
    if i < end, p[i] == UInt8(ascii: closing) {
      i &+= 1
      return false
    }
    guard outer.count < JSONScanner.depthLimit else {
      i = end
      return false
    }
    if case .none = current {} else { outer.append(current) }
    current = container
    readKey()
    return true
  }

  /// Reads a key and its colon where an object is open.
  private mutating func readKey() {
    guard case .object(let members, _) = current else { return }
    current = .none
    i = JSONScanner.skipSpace(p, i, end)
    let key = scalar().string ?? ""
    i = JSONScanner.skipSpace(p, i, end)
    if i < end { i &+= 1 }  // the colon
    current = .object(members, key: key)
  }

  /// Adds a value to what is open; answers false where nothing is.
  private mutating func add(_ value: JSONValue) -> Bool {
    switch current {
    case .none: return false
    case .array(var elements):
      current = .none
      elements.append(value)
      current = .array(elements)
    case .object(var members, let key):
      current = .none
      members[key] = value
      current = .object(members, key: key)
    }
    return true
  }

  /// Closes the innermost container.
  private mutating func close() -> JSONValue {
    defer { current = outer.popLast() ?? .none }
    return switch current {
    case .none: .null
    case .array(let elements): .array(elements)
    case .object(let members, _): .object(members)
    }
  }

  /// Closes all containers of a text that ends early.
  private mutating func closeAll(_ last: JSONValue?) -> JSONValue {
    var value = last
    while true {
      if let value, !add(value) { return value }
      value = close()
    }
  }

  /// Reads a string, a number or a literal.
  private mutating func scalar() -> JSONValue {
    let start = i
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
