/// The positions, ascending, of the events that may carry an id: all that do are among them.
public struct LinkCandidates: RandomAccessCollection, Sendable {
  /// Those that the link index found; nearly all of these events carry the id.
  public let found: [Int]
  /// All that the link index does not tell of, which are behind those that it does.
  public let unlinked: Range<Int>

  init(_ found: [Int], unlinked: Range<Int>) {
    (self.found, self.unlinked) = (found, unlinked)
  }

  /// The first index: 0.
  public var startIndex: Int { 0 }

  /// How many positions there are.
  public var endIndex: Int { found.count + unlinked.count }

  /// The position at a place of the order.
  public subscript(index: Int) -> Int {
    index < found.count ? found[index] : unlinked[unlinked.startIndex + index - found.count]
  }
}

extension LogIndex {
  /// The positions of the events that may carry an id; to know whether one does, it is read.
  ///
  /// - Parameters:
  ///   - id: as the log spells it, ASCII letters in any case; no event carries an empty one.
  ///   - links: the roles that count.
  public func candidates(
    carrying id: String, as links: Set<EventLink> = EventLink.all
  ) -> LinkCandidates {
    guard !id.isEmpty else { return LinkCandidates([], unlinked: 1..<1) }
    guard let disk, let found = disk.positions(carrying: id, as: links) else {
      return LinkCandidates([], unlinked: 1..<eventCount + 1)
    }
    return LinkCandidates(found, unlinked: disk.linkedCount + 1..<eventCount + 1)
  }
}

extension DiskIndex {
  /// How many of its lines the link index is of, which are the first ones.
  var linkedCount: Int { manifest.linkedCount }

  /// The positions of lines of the link index whose events may carry an id; nil where it is damaged.
  fileprivate func positions(carrying id: String, as roles: Set<EventLink>) -> [Int]? {
    guard !health.isBroken else { return nil }
    let id = LinkID(id)
    let hashes = roles.map { id.hash(as: $0, key: manifest.generation) }
    do throws(DamagedIndexError) {
      var found: [Int] = []
      for run in links {
        let lists = try hashes.map { hash throws(DamagedIndexError) in
          try run.positions(hashed: hash)
        }
        found += Self.merged(lists)
      }
      return found
    } catch {
      return nil
    }
  }

  /// The numbers of ascending lists, each once, ascending.
  private static func merged(_ lists: [[Int]]) -> [Int] {
    let filled = lists.filter { !$0.isEmpty }
    return filled.count > 1 ? Set(filled.joined()).sorted() : filled.first ?? []
  }
}
