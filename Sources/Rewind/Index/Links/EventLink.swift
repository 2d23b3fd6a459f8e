/// A role in which an event carries an id.
public enum EventLink: CaseIterable, Hashable, Sendable {
  /// The event's own id.
  case id
  /// What the event belongs to together with others: `correlation_id` of its metadata.
  case correlation
  /// What caused the event, which is another event or a command: `causation_id` of its metadata.
  case causation

  /// All roles.
  public static let all = Set(allCases)
}

extension EventRecord {
  /// Whether the event carries an id in one of some roles.
  ///
  /// - Parameter id: as the log spells it, ASCII letters in any case; no event carries an empty one.
  public func carries(_ id: String, as links: Set<EventLink> = EventLink.all) -> Bool {
    let wanted = LinkID(id)
    var isFound = false
    content.forEachLink { link, text in
      if links.contains(link), wanted.matches(text) { isFound = true }
    }
    return isFound
  }
}

extension EventContent {
  private static let metadataKeys: [(EventLink, StaticString)] = [
    (.correlation, "correlation_id"), (.causation, "causation_id"),
  ]

  /// Calls a body with each id that the event carries, which is not empty, and its role.
  ///
  /// In metadata, a number stands for its digits.
  func forEachLink(_ body: (EventLink, UnsafeRawBufferPointer) -> Void) {
    withIDAndMetadata { id, metadata in
      if let id, !id.isEmpty { body(.id, UnsafeRawBufferPointer(id)) }
      guard let metadata, let base = metadata.baseAddress else { return }
      for (link, key) in Self.metadataKeys {
        let key = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
        if let place = JSONMembers.lastValue(of: key, in: base, to: metadata.count) {
          Self.withText(of: metadata[place]) { if !$0.isEmpty { body(link, $0) } }
        }
      }
    }
  }

  /// Calls a body with the text that a JSON string or a number stands for; not for any other value.
  private static func withText(
    of value: Slice<UnsafeBufferPointer<UInt8>>, _ body: (UnsafeRawBufferPointer) -> Void
  ) {
    guard let first = value.first else { return }
    switch first {
    case UInt8(ascii: "\""):
      let spelled = UnsafeBufferPointer(rebasing: value.dropFirst().dropLast())
      guard spelled.contains(UInt8(ascii: "\\")) else {
        return body(UnsafeRawBufferPointer(spelled))
      }
      var text = JSONString.decoded(spelled)
      text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: value)))
    default: break
    }
  }
}
