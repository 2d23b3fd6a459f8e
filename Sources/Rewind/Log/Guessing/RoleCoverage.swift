/// What a mapping finds for one role in a sample of a log.
public struct RoleCoverage: Hashable, Sendable {
  /// The role.
  public let role: EnvelopeMapping.Role
  /// Where the mapping looks.
  public let source: EnvelopeSource
  /// In how many of the lines it finds something that can be read.
  public let found: Int
  /// How many different texts it finds; of streams and types, which are counted.
  public let distinct: Int
  /// How many of the data are objects.
  public let objects: Int
  /// How many lines were looked at.
  public let lineCount: Int
  /// What is found in the first line that has it, as text or JSON; nil where nothing is.
  public let example: String?

  /// One role of a table: `stream issue_id 259 streams`, `time created_at 100 %`.
  public var text: String { "\(label) \(source) \(finding)" }

  /// What people call the role.
  public var label: String { role == .timestamp ? "time" : role.rawValue }

  /// How much is found: `259 streams`, `object in 84 %`, `100 %`, or `a constant`.
  public var finding: String {
    let percent = lineCount == 0 ? 0 : found * 100 / lineCount
    if source.isConstant { return "a constant" }
    switch role {
    case .stream, .type:
      let noun = distinct == 1 ? role.rawValue : role.rawValue + "s"
      return "\(distinct) \(noun)" + (found == lineCount ? "" : " in \(percent) %")
    case .data where objects == found && found > 0: return "object in \(percent) %"
    case .data: return "in \(percent) %"
    default: return "\(percent) %"
    }
  }

  /// The roles of a mapping on one line: `stream issue_id 259 streams · type event_type 9 types`.
  public static func summary(_ coverage: [RoleCoverage]) -> String {
    coverage.map(\.text).joined(separator: " · ")
  }

  /// Reads the lines of a sample through a mapping.
  static func of(_ mapping: EnvelopeMapping, in sample: LogSample) -> [RoleCoverage] {
    let compiled = CompiledMapping(mapping)
    var counts: [EnvelopeMapping.Role: Count] = [:]
    for line in sample.lines {
      var reader = EnvelopeReader(compiled, fileName: line.file)
      let texts: [(EnvelopeMapping.Role, String)] = line.text.bytes.withUnsafeBytes {
        Self.texts(in: $0, &reader)
      }
      for (role, text) in texts { counts[role, default: Count()].add(text) }
      guard !texts.isEmpty else { continue }
      for role in [EnvelopeMapping.Role.data, .metadata] {
        guard let content = reader.content(role, of: line.text.bytes), !content.isNull else {
          continue
        }
        counts[role, default: Count()].add(content)
      }
    }
    return EnvelopeMapping.Role.allCases.compactMap { role in
      guard let source = mapping.sources[role] else { return nil }
      let count = counts[role] ?? Count()
      return RoleCoverage(
        role: role, source: source, found: count.found, distinct: count.texts.count,
        objects: count.objects, lineCount: sample.lines.count, example: count.example)
    }
  }

  /// The texts of an event's roles but data and metadata; nothing where the line is no event.
  private static func texts(
    in line: UnsafeRawBufferPointer, _ reader: inout EnvelopeReader
  ) -> [(EnvelopeMapping.Role, String)] {
    guard let envelope = try? reader.read(line) else { return [] }
    return EnvelopeMapping.Role.allCases.compactMap { role in
      let text: String?
      switch role {
      case .data, .metadata: text = nil
      case .stream: text = String(decoding: envelope.stream, as: UTF8.self)
      case .type: text = String(decoding: envelope.type, as: UTF8.self)
      case .version: text = envelope.version.map(String.init)
      case .position: text = envelope.position.map(String.init)
      case .timestamp: text = envelope.time.map { Timestamp(microseconds: $0).rfc3339 }
      case .tenant, .category, .id, .correlation, .causation:
        text = reader.text(role, in: line).map { String(decoding: $0, as: UTF8.self) }
      }
      return text.map { (role, $0) }
    }
  }

  /// What is found for one role, line by line.
  private struct Count {
    /// Of a long example no more is kept.
    private static let exampleBytes = 200

    var found = 0
    var objects = 0
    var texts: Set<String> = []
    var example: String?

    mutating func add(_ text: String) {
      found += 1
      texts.insert(text)
      example = example ?? text
    }

    mutating func add(_ content: JSONText) {
      found += 1
      if content.bytes.first == UInt8(ascii: "{") { objects += 1 }
      example = example ?? String(decoding: content.bytes.prefix(Self.exampleBytes), as: UTF8.self)
    }
  }
}
