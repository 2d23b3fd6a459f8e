import Rewind

extension Aggregate {
  /// The aggregate after some events.
  func after(_ events: [NewEvent]) throws -> Self {
    var copy = self
    for (index, event) in events.enumerated() {
      try copy.apply(
        EventRecord(
          at: EventPlace(stream: "test-1", version: index + 1, position: index + 1),
          type: event.type,
          data: event.data))
    }
    return copy
  }
}
