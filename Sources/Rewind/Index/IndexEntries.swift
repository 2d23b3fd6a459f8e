/// A stream's number in an index: order of first appearance, from 0.
public struct StreamID: Hashable, Sendable, Comparable {
  /// The number.
  public let rawValue: Int

  /// Makes the id of a number.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Orders streams by first appearance.
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// An event type's number in an index: order of first appearance, from 0.
public struct TypeID: Hashable, Sendable, Comparable {
  /// The number.
  public let rawValue: Int

  /// Makes the id of a number.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Orders types by first appearance.
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A category's number in an index: order of first appearance, from 0.
public struct CategoryID: Hashable, Sendable, Comparable {
  /// The number.
  public let rawValue: Int

  /// The only category of a log that has one.
  static let only = CategoryID(rawValue: 0)

  /// Makes the id of a number.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Orders categories by first appearance.
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// What an index knows of one line.
public struct EventEntry: Hashable, Sendable {
  /// The place in the whole log, from 1.
  public let position: Int
  /// The event's stream; nil for a damaged line.
  public let stream: StreamID?
  /// The event's type; nil for a damaged line.
  public let type: TypeID?
  /// When it was recorded; nil for a damaged line and where the log has no time.
  public let timestamp: Timestamp?

  /// Whether the line is no valid event.
  public var isDamaged: Bool { stream == nil }
}

/// What an index knows of one stream.
public struct StreamEntry: Hashable, Sendable {
  /// The stream's number.
  public let id: StreamID
  /// The stream's name.
  public let name: StreamName
  /// The category it belongs to.
  public let category: CategoryID
  /// How many events it has.
  public let eventCount: Int
  /// Where its first event is.
  public let firstPosition: Int
  /// Where its last event is.
  public let lastPosition: Int
  /// The time of its last event, where the log has times.
  public let lastTimestamp: Timestamp?
}

/// What an index knows of one category.
public struct CategoryEntry: Hashable, Sendable {
  /// The category's number.
  public let id: CategoryID
  /// Its name.
  public let name: String
  /// How many streams belong to it.
  public let streamCount: Int
  /// How many events its streams have.
  public let eventCount: Int
}
