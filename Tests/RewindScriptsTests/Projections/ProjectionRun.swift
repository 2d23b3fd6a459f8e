import Platform
import Rewind
import RewindScripts
import Testing

/// A session whose rows are kept, as a read model keeps them.
struct ProjectionRun {
  let session: ProjectionSession
  /// The rows as they are now, by the bytes of their keys: position, state and result.
  private(set) var rows: [StreamName: String] = [:]
  private(set) var states: [StreamName: JSONText] = [:]
  private(set) var shared: JSONText?
  private(set) var outputs: [String] = []
  private(set) var faults: [String] = []
  private(set) var waits: [String] = []
  private(set) var took: [String] = []
  private(set) var steps: [ProjectionAnswers.Step] = []
  private(set) var passed: [ProjectionAnswers.Pass] = []

  init(_ projection: ProjectionScript, _ start: ProjectionStart = ProjectionStart()) throws {
    session = try ProjectionSession(projection, start)
  }

  /// Goes on where another run is, by what that one kept.
  init(
    _ projection: ProjectionScript, behind other: ProjectionRun,
    _ start: ProjectionStart = ProjectionStart()
  ) throws {
    var start = start
    let states = other.states
    start.shared = other.shared
    start.hasStoredRows = true
    start.stored = { keys in keys.map { states[StreamName($0)] } }
    session = try ProjectionSession(projection, start)
    (rows, self.states, shared) = (other.rows, other.states, other.shared)
    (outputs, faults, waits) = (other.outputs, other.faults, other.waits)
  }

  /// Folds events, takes what changed, and says so, a line each; see ``ProjectionCase``.
  mutating func fold(_ events: [EventRecord]) throws -> [String] {
    try session.fold(events)
    return try take()
  }

  /// Takes what changed.
  mutating func take() throws -> [String] {
    var said: [String] = []
    let changed = try session.takeChanged { row in
      let key = StreamName(row.key)
      let result = row.result.map { " -> \($0)" } ?? ""
      said.append("\(Self.shown(row.key)) \(row.state.map { "\($0)" } ?? "gone")\(result)")
      rows[key] = row.state.map { "\(row.position) \($0)\(result)" }
      states[key] = row.state
    }
    if let changed {
      shared = changed
      said.append("shared \(changed)")
    }
    let answers = session.takeAnswers()
    for output in answers.outputs {
      let metadata = output.metadata.map { " \($0)" } ?? ""
      let text =
        "+ \(output.kind) \(Self.shown(output.stream)) \(Self.shown(output.type)) \(output.data)\(metadata)"
      said.append(text)
      outputs.append("\(output.position).\(output.ordinal) \(text)")
    }
    for fault in answers.faults {
      said.append("! \(fault.error)")
      faults.append("\(fault.place.position) \(fault.keys) \(fault.error)")
    }
    waits += answers.waits.map { "\($0.place.position) \($0.keys)" }
    steps += answers.steps
    passed += answers.passed
    took += answers.took.map { "\($0.place.position) \($0.keys)" }
    return said + answers.notes.map { "~ \($0.kind) \($0.text)" }
  }

  /// Drops the rows that the child holds; they are asked for again.
  func forget() throws { try session.forget() }

  /// What the top level said.
  func takeNotes() -> [String] { session.takeAnswers().notes.map { "~ \($0.kind) \($0.text)" } }

  /// What the script says of itself.
  var outline: String {
    let outline = session.outline
    func list(_ name: String, _ members: [String]) -> [String] {
      members.isEmpty ? [] : ["\(name) \(members.joined(separator: " "))"]
    }
    let source = outline.source
    var parts = source.isAll ? ["all"] : []
    parts += list("categories", source.categories)
    parts += list("streams", source.streams.map(\.rawValue))
    parts += list("types", source.typeStreams)
    parts.append([.stream: "a row a stream", .key: "a row a key", .all: "one row"][outline.rows]!)
    if outline.hasSharedState { parts.append("shared") }
    switch outline.results {
    case .none: break
    case .state: parts.append("results are states")
    case .transformed: parts.append("results are transformed")
    }
    parts += list("result stream", outline.resultStream.map { [$0] } ?? [])
    parts += list("pattern", outline.resultPattern.map { [$0] } ?? [])
    parts += list("writes", outline.writes)
    return parts.joined(separator: ", ")
  }

  /// A name, as JSON where it is not plain.
  private static func shown(_ name: String) -> String {
    let isPlain =
      !name.isEmpty
      && name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") }
    guard !isPlain else { return name }
    return "\""
      + name.unicodeScalars.map { scalar in
        switch scalar {
        case "\n": "\\n"
        case " "..."~": "\(scalar)"
        default:
          "\\u" + String(scalar.value + 0x10000, radix: 16).suffix(4)
        }
      }.joined() + "\""
  }

  /// The event of a table's line, the n-th of all: `account-1 Deposited {"amount":5} {"by":"u1"}`.
  static func event(_ text: String, number: Int, in all: [String]) throws -> EventRecord {
    let (stream, rest) = try name(text[...])
    let type = rest.prefix { $0 != " " }
    let parts = try texts(rest.dropFirst(type.count + 1))
    let version = try all.prefix(number).count {
      try name($0[...]).name.utf8.elementsEqual(stream.utf8)
    }
    return EventRecord(
      at: EventPlace(stream: StreamName(stream), version: version, position: 100 + number),
      type: String(type), timestamp: Timestamp(parsing: "2026-01-01T10:0\(number % 10):00Z"),
      id: "00000000-0000-4000-8000-00000000000\(number % 10)", data: parts.first ?? "{}",
      metadata: parts.dropFirst().first)
  }

  private static func name(_ text: Substring) throws -> (name: String, rest: Substring) {
    let end = text.firstIndex(of: " ") ?? text.endIndex
    let rest = text[end...].dropFirst()
    guard text.hasPrefix("\"") else { return (String(text[..<end]), rest) }
    return (try #require(try JSONText(String(text[..<end])).string), rest)
  }

  /// The JSON texts that stand one behind the other.
  private static func texts(_ text: Substring) throws -> [JSONText] {
    guard !text.isEmpty else { return [] }
    let spaces = text.indices.filter { text[$0] == " " } + [text.endIndex]
    for end in spaces {
      guard let first = try? JSONText(String(text[..<end])) else { continue }
      return [first] + (try texts(text[end...].dropFirst()))
    }
    throw NoTextError(text: String(text))
  }
}

extension ScriptFolder {
  /// A projection that a script's text is.
  func projection(_ script: String, settings: ScriptSettings = settings) throws -> ProjectionScript
  {
    let path = "\(path)/p.js"
    try SystemFile.replace(path, holding: Array(script.utf8))
    return try ProjectionScript(CodeFile(path: path, kind: .script), settings: settings)
  }
}

/// What stands behind an event's type is no JSON.
private struct NoTextError: Error {
  let text: String
}
