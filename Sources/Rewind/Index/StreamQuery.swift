internal import Platform

/// A query for streams: which ones, in which order.
public struct StreamQuery: Hashable, Sendable {
  /// Only streams of this category; nil for all.
  public var category: CategoryID?
  /// Only streams whose name matches this ``TextPattern``; all where the text is empty.
  public var filter: String
  /// The order.
  public var sort: StreamSort

  /// Makes a query; without arguments, of all streams by name.
  public init(category: CategoryID? = nil, filter: String = "", sort: StreamSort = .name) {
    self.category = category
    self.filter = filter
    self.sort = sort
  }
}

extension LogIndex {
  /// The streams that match a query, in its order, at most `limit`.
  ///
  /// O(n log n) in the number of streams. A few by name, of an index on disk and without a filter, cost no more than
  /// they are.
  public func streams(matching query: StreamQuery, limit: Int = .max) -> [StreamID] {
    let found: [Int]
    switch query.sort {
    case .name where limit < streamCount && query.filter.isEmpty:
      found = streams.names.first(limit, below: streamCount) { isIn(query.category, $0) }
    case .name: found = streams.names.sorted(ids(matching: query))
    case .events:
      let facts = streams.facts.all()
      found = ids(matching: query).first(limit) {
        (facts[$1].count, $0) < (facts[$0].count, $1)
      }
    case .recent:
      let facts = streams.facts.all()
      found = ids(matching: query).first(limit) { facts[$1].recency < facts[$0].recency }
    }
    return found.prefix(limit).map(StreamID.init(rawValue:))
  }

  /// Streams whose name contains a text in any case: first those that begin with it, then the others,
  /// each in order of first appearance; at most `limit`.
  public func streams(containing text: String, limit: Int) -> [StreamID] {
    guard let pattern = TextPattern(typed: text.lowercased()) else {
      return (0..<min(limit, streamCount)).map(StreamID.init(rawValue:))
    }
    var beginning: [Int] = []
    var containing: [Int] = []
    streams.names.forEach(of: 0..<streamCount) { id, name in
      switch pattern.place(in: name) {
      case 0: beginning.append(id)
      case nil: break
      default: if containing.count < limit { containing.append(id) }
      }
      return beginning.count < limit
    }
    return (beginning + containing).prefix(limit).map(StreamID.init(rawValue:))
  }

  /// The streams that a query asks for, in order of first appearance.
  private func ids(matching query: StreamQuery) -> [Int] {
    let all = (0..<streamCount).filter { isIn(query.category, $0) }
    guard let pattern = TextPattern(typed: query.filter) else { return all }
    var found: [Int] = []
    streams.names.forEach(of: all) { id, name in
      if (pattern.place(in: name) != nil) != pattern.isInverted { found.append(id) }
      return true
    }
    return found
  }

  private func isIn(_ category: CategoryID?, _ stream: Int) -> Bool {
    guard let category, onlyCategory == nil else { return true }
    return Int(streams.facts[stream].category) == category.rawValue
  }
}

extension [Int] {
  /// More than so many are sorted together with all.
  private static var few: Int { 1024 }

  /// The first elements in an order, at most so many; those that are alike stay as they are.
  fileprivate consuming func first(
    _ limit: Int, by comesBefore: (Int, Int) -> Bool
  ) -> [Int] {
    guard limit <= Self.few, limit < count else { return sorted(by: comesBefore) }
    var first: [Int] = []
    for element in self {
      if first.count == limit {
        guard let last = first.last, comesBefore(element, last) else { continue }
        first.removeLast()
      }
      first.insert(element, at: first.partitioningIndex { comesBefore(element, $0) })
    }
    return first
  }
}
