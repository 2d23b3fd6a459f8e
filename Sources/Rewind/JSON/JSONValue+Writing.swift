extension JSONValue {
  /// The value as JSON, on one line, or `pretty`: a member a line, indented by two spaces.
  public func text(pretty: Bool = false) -> String {
    String(decoding: bytes(pretty: pretty), as: UTF8.self)
  }

  /// The value as a JSON text on one line.
  public var jsonText: JSONText {
    JSONText(unchecked: bytes(pretty: false)[...])
  }

  private func bytes(pretty: Bool) -> [UInt8] {
    var writer = JSONWriter(isPretty: pretty)
    writer.write(self)
    return writer.output
  }
}

/// Writes a value; arrays and objects that are open wait in a list, so that depth costs no stack.
private struct JSONWriter {
  /// An array or object of which some is written.
  private struct Level {
    var isObject: Bool
    var elements: [JSONValue] = []
    var members = JSONObject()
    /// The next element or member to be written.
    var next = 0
  }

  let isPretty: Bool
  private(set) var output: [UInt8] = []
  private var level = Level(isObject: false)
  private var outer: [Level] = []

  init(isPretty: Bool) {
    self.isPretty = isPretty
    output.reserveCapacity(256)
  }

  mutating func write(_ value: JSONValue) {
    begin(value)
    while !outer.isEmpty {
      let next = level.next
      level.next += 1
      if level.isObject, next < level.members.count {
        separate(isFirst: next == 0)
        let (key, value) = level.members[next]
        JSONString.write(key, to: &output)
        output.append(UInt8(ascii: ":"))
        if isPretty { output.append(UInt8(ascii: " ")) }
        begin(value)
      } else if !level.isObject, next < level.elements.count {
        separate(isFirst: next == 0)
        begin(level.elements[next])
      } else {
        let closing = level.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        level = outer.removeLast()
        breakLine()
        output.append(closing)
      }
    }
  }

  /// Writes a value that holds nothing, or opens one that does.
  private mutating func begin(_ value: JSONValue) {
    switch value {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let bool): output.append(contentsOf: (bool ? "true" : "false").utf8)
    case .number(let number): output.append(contentsOf: number.text.utf8)
    case .string(let string): JSONString.write(string, to: &output)
    case .array(let elements) where elements.isEmpty: output.append(contentsOf: "[]".utf8)
    case .object(let members) where members.isEmpty: output.append(contentsOf: "{}".utf8)
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      open(Level(isObject: false, elements: elements))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      open(Level(isObject: true, members: members))
    }
  }

  private mutating func open(_ inner: Level) {
    outer.append(level)
    level = inner
  }

  private mutating func separate(isFirst: Bool) {
    if !isFirst { output.append(UInt8(ascii: ",")) }
    breakLine()
  }

  private mutating func breakLine() {
    guard isPretty else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * outer.count))
  }
}
