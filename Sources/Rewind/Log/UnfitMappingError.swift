/// A mapping that a person gave and that finds no event in a log, or nothing of a role that it has.
public struct UnfitMappingError: Error, Sendable, CustomStringConvertible {
  /// The file whose lines were looked at first.
  public let file: String
  /// The mapping.
  public let mapping: EnvelopeMapping
  /// How many lines were looked at.
  public let lineCount: Int
  /// In how many of them each of the roles was found that are looked for.
  public let found: [EnvelopeMapping.Role: Int]
  /// The keys of the first line.
  public let keys: [String]

  /// One line: the file, and what was looked for.
  public var description: String { "\(file): the mapping does not fit: \(reason)" }

  /// What was looked for and how often it was there, and the keys that are there.
  public var reason: String {
    let roles = EnvelopeMapping.Role.allCases.compactMap { role -> String? in
      guard let count = found[role], let source = mapping.sources[role] else { return nil }
      return "\(role.rawValue)=\(source) in \(count == 0 ? "none" : "\(count)")"
    }
    let names = keys.prefix(8).joined(separator: ", ") + (keys.count > 8 ? ", …" : "")
    return "of \(lineCount) \(lineCount == 1 ? "line that was" : "lines that were") looked at,"
      + " \(roles.joined(separator: ", ")); their keys are \(names)"
  }

  /// Holds a mapping against lines of a log; nil where it finds an event in one, and data, a time and a
  /// version if it says where these are.
  ///
  /// A time or a version is found where something is at its place, though it cannot be read.
  init?(_ mapping: EnvelopeMapping, in sample: LogSample) {
    guard let first = sample.lines.first else { return nil }
    let compiled = CompiledMapping(mapping)
    let roles = [EnvelopeMapping.Role.stream, .type, .version, .timestamp, .data]
      .filter { mapping.sources[$0] != nil }
    var found = Dictionary(uniqueKeysWithValues: roles.map { ($0, 0) })
    var events = 0
    for line in sample.lines {
      var reader = EnvelopeReader(compiled, fileName: line.file)
      let isEvent = line.text.bytes.withUnsafeBytes { (try? reader.read($0)) != nil }
      events += isEvent ? 1 : 0
      line.text.bytes.withUnsafeBytes { bytes in
        for role in roles where role != .data && reader.hasSomething(for: role, in: bytes) {
          found[role, default: 0] += 1
        }
      }
      if roles.contains(.data), reader.content(.data, of: line.text.bytes) != nil {
        found[.data, default: 0] += 1
      }
    }
    // Those of known systems name what a log may have, not what a person says it has.
    let isKnown = mapping == .rewind || KnownSystem.all.contains { $0.mapping == mapping }
    let isFound = found.allSatisfy { role, count in
      // Other roles may use all of a line.
      count > 0 || role == .data && mapping.sources[role]?.alternatives == [[.rest(.root)]]
    }
    if events > 0, isKnown || isFound { return nil }
    file = first.file
    self.mapping = mapping
    lineCount = sample.lines.count
    self.found = found
    keys = (first.text.value.object ?? JSONObject()).map(\.key)
  }
}

extension EnvelopeMapping {
  /// Whether an object is an event by what it has: one that constants alone are found in is none.
  func finds(eventIn object: JSONObject) -> Bool {
    // The file's name may be a role.
    let sample = LogSample([JSONValue.object(object).jsonText], file: "folder/file")
    return sources.values.contains(where: \.readsKeys)
      && UnfitMappingError(self, in: sample) == nil
  }
}
