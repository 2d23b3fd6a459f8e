/// The events that a projection or a subscription is about: those that meet all criteria.
public struct EventSelection: Hashable, Sendable {
  /// Their streams; nil for all.
  public var streams: Set<StreamName>?
  /// The categories of their streams; nil for all.
  public var categories: Set<String>?
  /// Their types; nil for all.
  public var types: Set<String>?

  /// Makes a selection; a criterion that is left out, or nil, is met by every event.
  public init(
    streams: Set<StreamName>? = nil, categories: Set<String>? = nil, types: Set<String>? = nil
  ) {
    self.streams = streams
    self.categories = categories
    self.types = types
  }

  /// All events.
  public static let all = EventSelection()

  /// The events of a category's streams.
  public static func category(_ name: String) -> EventSelection {
    EventSelection(categories: [name])
  }

  /// The events of a stream.
  public static func stream(_ name: StreamName) -> EventSelection {
    EventSelection(streams: [name])
  }

  /// The events of some types.
  public static func types(_ names: Set<String>) -> EventSelection {
    EventSelection(types: names)
  }
}

extension EventSelection {
  /// Whether events of a type are selected, as they are given.
  func hasType(_ type: String) -> Bool { types?.contains(type) ?? true }

  /// Whether events of a type are selected, as they are stored or as they may be lifted.
  func hasType(_ type: String, liftedBy upcasters: Upcasters) -> Bool {
    hasType(type) || upcasters.lifts(type)
  }
}

extension EventSelection: CustomStringConvertible {
  /// The selection in words: `category account`, `all events`.
  public var description: String {
    let parts = [
      streams.map { "stream " + $0.sorted().map(\.rawValue).joined(separator: ", ") },
      categories.map { "category " + $0.sorted().joined(separator: ", ") },
      types.map { "type " + $0.sorted().joined(separator: ", ") },
    ].compactMap { $0 }
    return parts.isEmpty ? "all events" : parts.joined(separator: " · ")
  }
}
