/// What the lines of a log have in common, which tells whether another file's events are of the same log.
struct LogLikeness: Sendable {
  private static let telling: Set<EnvelopeMapping.Role> = [
    .stream, .type, .version, .timestamp, .id,
  ]

  private let mapping: EnvelopeMapping
  /// The roles that are found in nearly all lines, at a place that the mapping names.
  private let roles: Set<EnvelopeMapping.Role>

  init(_ mapping: EnvelopeMapping, of sample: LogSample) {
    self.mapping = mapping
    roles = Set(
      RoleCoverage.of(mapping, in: sample)
        .filter { role in
          Self.telling.contains(role.role) && role.source.readsKeys
            && role.found * 10 >= sample.lines.count * 9
        }
        .map(\.role))
  }

  /// Whether most objects of a file have the same roles; one object that has one of them is chance.
  func isShared(by sample: LogSample) -> Bool {
    guard !roles.isEmpty, roles.count + sample.lines.count > 2 else { return false }
    return RoleCoverage.of(mapping, in: sample)
      .allSatisfy { !roles.contains($0.role) || $0.found * 2 >= sample.lines.count }
  }
}
