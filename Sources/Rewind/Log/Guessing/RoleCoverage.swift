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

  /// One role of a table: `stream issue_id 259 streams`, `time created_at 100 %`.
  public var text: String {
    let percent = lineCount == 0 ? 0 : found * 100 / lineCount
    switch role {
    case .stream, .type:
      let noun = distinct == 1 ? role.rawValue : role.rawValue + "s"
      let isWhole = found == lineCount
      return "\(role.rawValue) \(source) \(distinct) \(noun)" + (isWhole ? "" : " in \(percent) %")
    case .data where objects == found && found > 0: return "data \(source) object in \(percent) %"
    case .data: return "data \(source) in \(percent) %"
    case .timestamp: return "time \(source) \(percent) %"
    default: return "\(role.rawValue) \(source) \(percent) %"
    }
  }

  /// The roles of a mapping on one line: `stream issue_id 259 streams · type event_type 9 types`.
  public static func summary(_ coverage: [RoleCoverage]) -> String {
    coverage.map(\.text).joined(separator: " · ")
  }

  /// Reads the lines of a sample through a mapping.
  static func of(_ mapping: EnvelopeMapping, in sample: LogSample) -> [RoleCoverage] {
    let compiled = CompiledMapping(mapping)
    var found: [EnvelopeMapping.Role: Int] = [:]
    var texts: [EnvelopeMapping.Role: Set<String>] = [:]
    var objects = 0
    for line in sample.lines {
      var reader = EnvelopeReader(compiled, fileName: line.file)
      let roles = line.text.bytes.withUnsafeBytes { bytes -> [EnvelopeMapping.Role] in
        guard let envelope = try? reader.read(bytes) else { return [] }
        texts[.stream, default: []].insert(String(decoding: envelope.stream, as: UTF8.self))
        texts[.type, default: []].insert(String(decoding: envelope.type, as: UTF8.self))
        return EnvelopeMapping.Role.allCases.filter { role in
          switch role {
          case .data, .metadata: false
          case .version: envelope.version != nil
          case .position: envelope.position != nil
          case .timestamp: envelope.time != nil
          default: reader.text(role, in: bytes) != nil
          }
        }
      }
      for role in roles { found[role, default: 0] += 1 }
      guard !roles.isEmpty else { continue }
      for role in [EnvelopeMapping.Role.data, .metadata] {
        guard let content = reader.content(role, of: line.text.bytes), !content.isNull else {
          continue
        }
        found[role, default: 0] += 1
        if role == .data, content.bytes.first == UInt8(ascii: "{") { objects += 1 }
      }
    }
    return EnvelopeMapping.Role.allCases.compactMap { role in
      mapping.sources[role].map {
        RoleCoverage(
          role: role, source: $0, found: found[role] ?? 0, distinct: texts[role]?.count ?? 0,
          objects: role == .data ? objects : 0, lineCount: sample.lines.count)
      }
    }
  }
}
