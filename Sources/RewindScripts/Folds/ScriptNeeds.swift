internal import Rewind

/// What a script needs of events, as far as that is known: what it asked for and was not sent.
struct ScriptNeeds: Sendable, Hashable {
  /// How much comes with an event besides its type, data and stream: 0 for nothing, 1 for all but the
  /// texts of data and metadata, 2 for these too.
  private(set) var level = 0
  /// The names of the members that handlers read of an event's data; nil for all that there are.
  private(set) var members: Set<String>? = []

  /// - Parameter members: the names of members that are known to be read.
  init(members: Set<String> = []) {
    self.members = members
  }

  /// Reads them from a child's answer; nil where it needs no more than it was sent.
  init?(_ answer: JSONValue) {
    guard let missing = answer["missing"], let level = missing["level"]?.int else { return nil }
    self.level = level
    members = missing["members"]?.array.map { Set($0.compactMap(\.string)) }
  }

  /// Whether what another says is needed is needed here too.
  func covers(_ other: ScriptNeeds) -> Bool {
    guard other.level <= level else { return false }
    guard let members else { return true }
    return other.members.map(members.isSuperset) ?? false
  }

  mutating func formUnion(_ other: ScriptNeeds) {
    level = max(level, other.level)
    members = members.flatMap { mine in other.members.map(mine.union) }
  }
}
