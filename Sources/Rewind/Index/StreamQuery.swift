/// The order of a list of streams.
public enum StreamSort: Hashable, Sendable, CaseIterable {
  /// By name.
  case name
  /// The most events first.
  case events
  /// The last activity first.
  case recent
}

/// Which streams, in which order.
public struct StreamQuery: Hashable, Sendable {
  /// Only streams of this category; nil for all.
  public var category: CategoryID?
  /// Only streams whose name contains this text.
  ///
  /// Case counts only where the text has a capital letter; with a
  /// leading `!` those that do not. The empty text is in every name.
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
  /// The streams that a query asks for, in its order; O(n log n) in the number of streams.
  public func streams(matching query: StreamQuery) -> [StreamID] {
    var found = ids(matching: query)
    switch query.sort {
    case .name: found = streams.names.sorted(found)
    case .events: found.sort { (streams.facts[$1].count, $0) < (streams.facts[$0].count, $1) }
    case .recent: found.sort { streams.facts[$1].recency < streams.facts[$0].recency }
    }
    return found.map(StreamID.init(rawValue:))
  }

  /// Streams whose name contains a text in any case: first those that begin with it, then the others,
  /// each in order of first appearance; at most `limit`.
  public func streams(containing text: String, limit: Int) -> [StreamID] {
    let filter = NameFilter(text.lowercased())
    var beginning: [Int] = []
    var containing: [Int] = []
    streams.names.forEach(of: 0..<streamCount) { id, name in
      switch filter.place(name) {
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
    let filter = NameFilter(query.filter)
    guard !filter.isEmpty else { return all }
    var found: [Int] = []
    streams.names.forEach(of: all) { id, name in
      if filter.matches(name) { found.append(id) }
      return true
    }
    return found
  }

  private func isIn(_ category: CategoryID?, _ stream: Int) -> Bool {
    guard let category, onlyCategory == nil else { return true }
    return Int(streams.facts[stream].category) == category.rawValue
  }
}

/// A text that names are compared with, as bytes.
struct NameFilter {
  private let needle: [UInt8]
  private let isInverted: Bool
  private let ignoresCase: Bool

  init(_ text: String) {
    isInverted = text.hasPrefix("!")
    let sought = isInverted ? String(text.dropFirst()) : text
    needle = Array(sought.utf8)
    ignoresCase = sought == sought.lowercased()
  }

  /// Whether every name matches.
  var isEmpty: Bool { needle.isEmpty }

  func matches(_ name: UnsafeRawBufferPointer) -> Bool {
    needle.isEmpty || (place(name) != nil) != isInverted
  }

  /// Where the text begins in a name; nil where it is not in it.
  func place(_ name: UnsafeRawBufferPointer) -> Int? {
    guard name.count >= needle.count else { return nil }
    return (0...name.count - needle.count).first { start in
      needle.indices.allSatisfy { isSame(name[start + $0], needle[$0]) }
    }
  }

  /// Whether a name's byte is the sought one; ASCII capitals count as small ones where case is ignored.
  private func isSame(_ byte: UInt8, _ sought: UInt8) -> Bool {
    byte == sought || ignoresCase && (0x41...0x5A).contains(byte) && byte | 0x20 == sought
  }
}
