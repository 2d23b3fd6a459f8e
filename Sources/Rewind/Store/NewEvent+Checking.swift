extension NewEvent {
  /// Refuses events that no log can hold, and a stream name that is empty.
  static func check(_ events: [NewEvent], for stream: StreamName) throws(StoreError) {
    guard (1...BatchPart.limit).contains(events.count) else { throw .appendSize(events.count) }
    try check(events)
    guard !stream.rawValue.isEmpty else { throw .namelessStream }
    for (index, event) in events.enumerated() where event.type.isEmpty {
      throw .invalidEvent(number: index + 1, reason: "its type is empty; say what happened")
    }
    guard events.count > 1 else { return }
    var ids: Set<EventID> = []
    ids.reserveCapacity(events.count)
    for (index, event) in events.enumerated() where !ids.insert(event.id).inserted {
      throw .invalidEvent(
        number: index + 1, reason: "its id \(event.id) is that of another event of the append")
    }
  }

  /// Refuses events that no log can hold.
  static func check(_ events: [NewEvent]) throws(StoreError) {
    let limit = ChunkScanner.lineLimit - (1 << 20)
    for (index, event) in events.enumerated() {
      guard event.data.bytes.count + (event.metadata?.bytes.count ?? 0) <= limit else {
        throw .invalidEvent(
          number: index + 1, reason: "longer than \(ChunkScanner.lineLimit >> 20) MiB")
      }
      guard event.data.fitsInLine, event.metadata?.fitsInLine ?? true else {
        throw .invalidEvent(
          number: index + 1, reason: "nested deeper than \(JSONScanner.depthLimit - 1)")
      }
      if let metadata = event.metadata, metadata.bytes.first != UInt8(ascii: "{") {
        throw .invalidEvent(number: index + 1, reason: "metadata is no JSON object")
      }
    }
  }
}

extension JSONText {
  /// Whether it nests at most one level less than a line may, since it is a member of the line.
  fileprivate var fitsInLine: Bool {
    // It takes two bytes to nest a level deeper.
    guard bytes.count >= 2 * JSONScanner.depthLimit else { return true }
    return bytes.withUnsafeBytes {
      (try? JSONScanner.validate($0, depthLimit: JSONScanner.depthLimit - 1)) != nil
    }
  }
}
