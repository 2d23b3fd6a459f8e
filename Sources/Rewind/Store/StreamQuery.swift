/// In which order streams are listed.
public enum StreamSort: Hashable, Sendable, CaseIterable {
  /// By name.
  case name
  /// By the number of events, most first.
  case events
  /// By last activity, latest first.
  case recent
}

/// Which streams to list, and in which order.
public struct StreamQuery: Hashable, Sendable {
  /// Only those of a category; nil for all.
  public var category: CategoryID?
  /// Only those whose name contains this text, in any case unless it has a capital letter; after a
  /// leading `!` only those that do not.
  public var filter: String
  /// The order.
  public var sort: StreamSort

  /// Makes a query; what is not named lets all streams through, by name.
  public init(category: CategoryID? = nil, filter: String = "", sort: StreamSort = .name) {
    self.category = category
    self.filter = filter
    self.sort = sort
  }
}

extension LogIndex {
  /// The streams that a query asks for, in its order: O(n log n) in the number of streams.
  public func streams(matching query: StreamQuery) -> [StreamID] {
    let isInverted = query.filter.hasPrefix("!")
    let text = isInverted ? String(query.filter.dropFirst()) : query.filter
    let ignoresCase = text == text.lowercased()
    let ids = (0..<streams.count).lazy.map { StreamID(rawValue: $0) }.filter { id in
      guard query.category == nil || stream(id).category == query.category else { return false }
      guard !text.isEmpty else { return true }
      let name = streams.name(id).rawValue
      return (ignoresCase ? name.lowercased() : name).utf8.contains(text.utf8) != isInverted
    }
    switch query.sort {
    case .name:
      return ids.map { (id: $0, name: streams.name($0)) }.sorted { $0.name < $1.name }.map(\.id)
    case .events:
      return ids.sorted { a, b in
        (streams.counts[b.rawValue], a) < (streams.counts[a.rawValue], b)
      }
    case .recent:
      return ids.sorted { streams.recency($0.rawValue) > streams.recency($1.rawValue) }
    }
  }
}

extension String.UTF8View {
  /// Whether a text stands somewhere in this one.
  fileprivate func contains(_ text: String.UTF8View) -> Bool {
    guard let first = text.first else { return true }
    var rest = self[...]
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: text) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
