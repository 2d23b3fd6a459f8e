/// An event of another log that a store has otherwise.
public struct CopyDifference: Sendable {
  /// What an event can differ in.
  public enum Part: String, Sendable {
    /// What happened.
    case type
    /// The facts.
    case data
    /// When it was recorded.
    case timestamp
    /// What is known beside the facts.
    case metadata
    /// The event's id.
    case id
    /// The stored event cannot be read.
    case damage
  }

  /// Its index among the events that were compared.
  public let index: Int
  /// The first part that differs.
  public let part: Part
  /// What the store has there, and what the other log has.
  public let stored: String
  /// What the other log has there.
  public let copied: String

  /// Compares an event with the one that is stored at its version; nil where they are the same.
  init?(at index: Int, _ copied: CopiedEvent, stored: EventRecord?) {
    guard let stored else {
      self.init(index, .damage, "damaged", "whole")
      return
    }
    let event = copied.event
    let (data, metadata) = (event.data.singleLine(), event.metadata?.singleLine())
    if event.type != stored.type {
      self.init(index, .type, stored.type, event.type)
    } else if data != stored.data {
      self.init(index, .data, "\(stored.data)", "\(data)")
    } else if let time = copied.timestamp, time != stored.timestamp {
      self.init(index, .timestamp, stored.timestamp?.rfc3339 ?? "none", time.rfc3339)
    } else if metadata != stored.metadata {
      self.init(
        index, .metadata, stored.metadata?.description ?? "none", metadata?.description ?? "none")
    } else if !copied.hasMadeID, event.id.description != stored.id {
      self.init(index, .id, stored.id ?? "none", event.id.description)
    } else {
      return nil
    }
  }

  /// The same at another place.
  init(at index: Int, _ difference: CopyDifference) {
    self.init(index, difference.part, difference.stored, difference.copied)
  }

  private init(_ index: Int, _ part: Part, _ stored: String, _ copied: String) {
    (self.index, self.part, self.stored, self.copied) = (index, part, stored, copied)
  }
}
