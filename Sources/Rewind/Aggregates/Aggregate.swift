/// What folds the events of one stream into a state.
///
///     struct Counter: Aggregate {
///       static let category = "counter"
///       private var count = 0
///       mutating func apply(_ event: EventRecord) throws {
///         if event.type == "Counted" { count += 1 }
///       }
///       var value: JSONValue? { ["count": JSONValue(count)] }
///     }
///
/// A value type, so that every version's state can be kept and none changes another.
public protocol Aggregate: Sendable {
  /// The category of the streams that it folds.
  static var category: String { get }

  /// The aggregate before its first event.
  init()

  /// Takes in the next event. An event of a type that it does not know changes nothing.
  ///
  /// - Throws: whatever makes the event impossible; the state before it stays.
  mutating func apply(_ event: EventRecord) throws

  /// The state to be shown; nil where there is none: before creation, after deletion.
  var value: JSONValue? { get }
}
