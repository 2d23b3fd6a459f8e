/// Roles of an event that are there and cannot be read, such as a time that is none.
struct UnreadRoles: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let version = UnreadRoles(rawValue: 1)
  static let position = UnreadRoles(rawValue: 2)
  static let timestamp = UnreadRoles(rawValue: 4)
  static let category = UnreadRoles(rawValue: 8)
  static let id = UnreadRoles(rawValue: 16)

  private static let each: [(roles: UnreadRoles, role: EnvelopeMapping.Role)] = [
    (.category, .category), (.version, .version), (.position, .position),
    (.timestamp, .timestamp), (.id, .id),
  ]

  /// The roles, in the order of a mapping.
  var roles: [EnvelopeMapping.Role] { Self.each.filter { contains($0.roles) }.map(\.role) }

  /// The one role, or none where it is one without which a line is no event.
  init(_ role: EnvelopeMapping.Role) {
    self = Self.each.first { $0.role == role }?.roles ?? []
  }

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }
}
