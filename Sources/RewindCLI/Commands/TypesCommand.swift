import Rewind

/// `rewind types`: the types of a log's events.
struct TypesCommand {
  let invocation: Invocation

  func run() throws -> Int32 {
    let index = try invocation.openLog().index
    let types = (0..<index.typeCount).map(TypeID.init)
      .map { (name: index.typeName($0), count: index.eventCount(ofType: $0)) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    if invocation.shared.json {
      for type in types {
        try invocation.printJSON(["type": .string(type.name), "events": JSONValue(type.count)])
      }
    } else {
      var table = TextTable(numbers: [0], columns: 2)
      for type in types { table.add([String(type.count), type.name]) }
      for line in table.lines { try invocation.output.line(line) }
    }
    return 0
  }
}
