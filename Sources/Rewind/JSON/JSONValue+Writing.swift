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
  private struct Container {
    let value: JSONValue
    /// The next element or member to be written.
    var next = 0
  }

  let isPretty: Bool
  private(set) var output: [UInt8] = []
  private var open: [Container] = []

  init(isPretty: Bool) {
    self.isPretty = isPretty
  }

  mutating func write(_ value: JSONValue) {
    begin(value)
    while let last = open.last {
      open[open.count - 1].next += 1
      switch last.value {
      case .array(let elements) where last.next < elements.count:
        separate(isFirst: last.next == 0)
        begin(elements[last.next])
      case .object(let members) where last.next < members.count:
        separate(isFirst: last.next == 0)
        let (key, value) = members[last.next]
        JSONString.write(key, to: &output)
        output.append(UInt8(ascii: ":"))
        if isPretty { output.append(UInt8(ascii: " ")) }
        begin(value)
      case let value:
        open.removeLast()
        breakLine()
        output.append(value.array == nil ? UInt8(ascii: "}") : UInt8(ascii: "]"))
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
    case .array:
      output.append(UInt8(ascii: "["))
      open.append(Container(value: value))
    case .object:
      output.append(UInt8(ascii: "{"))
      open.append(Container(value: value))
    }
  }

  private mutating func separate(isFirst: Bool) {
    if !isFirst { output.append(UInt8(ascii: ",")) }
    breakLine()
  }

  private mutating func breakLine() {
    guard isPretty else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * open.count))
  }
}
