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

private struct JSONWriter {
  let isPretty: Bool
  private(set) var output: [UInt8] = []
  private var depth = 0

  init(isPretty: Bool) {
    self.isPretty = isPretty
  }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let bool): output.append(contentsOf: (bool ? "true" : "false").utf8)
    case .number(let number): output.append(contentsOf: number.text.utf8)
    case .string(let string): JSONString.write(string, to: &output)
    case .array(let elements): write(elements)
    case .object(let members): write(members)
    }
  }

  private mutating func write(_ elements: [JSONValue]) {
    output.append(UInt8(ascii: "["))
    depth += 1
    for (index, element) in elements.enumerated() {
      separate(isFirst: index == 0)
      write(element)
    }
    depth -= 1
    if !elements.isEmpty { breakLine() }
    output.append(UInt8(ascii: "]"))
  }

  private mutating func write(_ members: JSONObject) {
    output.append(UInt8(ascii: "{"))
    depth += 1
    for (index, member) in members.enumerated() {
      separate(isFirst: index == 0)
      JSONString.write(member.key, to: &output)
      output.append(UInt8(ascii: ":"))
      if isPretty { output.append(UInt8(ascii: " ")) }
      write(member.value)
    }
    depth -= 1
    if !members.isEmpty { breakLine() }
    output.append(UInt8(ascii: "}"))
  }

  private mutating func separate(isFirst: Bool) {
    if !isFirst { output.append(UInt8(ascii: ",")) }
    breakLine()
  }

  private mutating func breakLine() {
    guard isPretty else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }
}
