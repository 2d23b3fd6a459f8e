import Rewind
import Synchronization

/// Which leaf tells the events of a type from one another, for each type of the categories that were looked at.
///
/// It is told from a sample: events of the stream that is looked at, and of those around it in its category.
final class TellingLeaves: Sendable {
  private static let streamsAround = 48
  private static let streamsLookedAt = 2048
  private static let eventsOfStream = 192
  private static let eventsOfNeighbour = 8
  /// Data that are larger are not looked at.
  static let largestData = 1 << 16

  private struct Key: Hashable {
    let category: CategoryID
    let generation: LogGeneration
    let upcasters: String
    let type: String
  }
  private let known = Mutex<[Key: [JSONPath]]>([:])

  /// The leaves of types, by their names, the most telling first.
  ///
  /// - Throws: what reading throws; `CancellationError` where they are not wanted any more.
  func leaves(
    of types: Set<String>, around stream: StreamID, _ log: LogSnapshot, isWanted: () -> Bool
  ) throws -> [String: [JSONPath]] {
    let category = log.index.stream(stream).category
    func key(_ type: String) -> Key {
      Key(
        category: category, generation: log.generation, upcasters: log.upcasters.fingerprint,
        type: type)
    }
    let unknown = known.withLock { known in types.filter { known[key($0)] == nil } }
    if !unknown.isEmpty {
      let found = try Self.choices(of: unknown, around: stream, log, isWanted: isWanted)
      known.withLock { known in for type in unknown { known[key(type)] = found[type] ?? [] } }
    }
    return known.withLock { known in
      Dictionary(types.compactMap { type in known[key(type)].map { (type, $0) } }) { $1 }
    }
  }

  /// Lets go of what was learnt.
  func clear() { known.withLock { $0 = [:] } }

  private static func choices(
    of types: Set<String>, around stream: StreamID, _ log: LogSnapshot, isWanted: () -> Bool
  ) throws -> [String: [JSONPath]] {
    let wanted = Set(types.compactMap(log.index.typeID(named:)))
    let positions = sample(around: stream, log.index).filter { position in
      log.index[position].type.map(wanted.contains) ?? false
    }
    var leaves: [String: TellingLeaf] = [:]
    for event in try log.events(at: positions).compactMap(\.record)
    where event.data.bytes.count <= largestData {
      guard isWanted() else { throw CancellationError() }
      guard let data = log.foldedData(of: event) else { continue }
      leaves[event.type, default: TellingLeaf()].add(data)
    }
    return leaves.mapValues(\.choices)
  }

  /// Positions of events of a stream and of its neighbours, ascending.
  private static func sample(around stream: StreamID, _ index: LogIndex) -> [Int] {
    let category = index.stream(stream).category
    let start = max(
      0, min(stream.rawValue - streamsLookedAt / 2, index.streamCount - streamsLookedAt))
    let around = (start..<min(start + streamsLookedAt, index.streamCount)).lazy
      .map(StreamID.init(rawValue:))
      .filter { $0 != stream && index.stream($0).category == category }
      .prefix(streamsAround)
    var positions = spread(index.positions(of: stream), eventsOfStream)
    for stream in around { positions += spread(index.positions(of: stream), eventsOfNeighbour) }
    return positions.sorted()
  }

  /// So many positions of a stream, at most, evenly spread.
  private static func spread(_ positions: StreamPositions, _ limit: Int) -> [Int] {
    guard positions.count > limit else { return Array(positions) }
    return (0..<limit).map { positions[$0 * (positions.count - 1) / max(1, limit - 1)] }
  }
}
