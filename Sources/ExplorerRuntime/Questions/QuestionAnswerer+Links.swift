import Explorer
import Platform
import Rewind

extension QuestionAnswerer {
  /// The first event that has an id as its own; where none has, whether others carry it.
  func answer(toSearchFor id: String, _ log: LogSnapshot, _ reply: Reply) throws -> Answer {
    var isCarried = false
    let candidates = log.index.candidates(carrying: id, as: [.id])
    for batch in candidates.batches(of: Self.batchSize) {
      try reply.checkWanted()
      let carriers = try log.carriers(of: id, at: candidates[batch])
      if let event = carriers.first(where: { $0.carries(id, as: [.id]) }) {
        return .found(event.position)
      }
      isCarried = isCarried || !carriers.isEmpty
      reply.tell(.progress(Double(batch.upperBound) / Double(candidates.count)))
    }
    // What the link index does not tell of has been read.
    let linked = log.index.candidates(carrying: id).found
    for batch in linked.batches(of: Self.batchSize) where !isCarried {
      try reply.checkWanted()
      isCarried = try !log.carriers(of: id, at: linked[batch]).isEmpty
    }
    return isCarried ? .carriedOnly : .found(nil)
  }

  /// Tells the positions of a range whose events carry an id, in parts.
  func tellCarriers(
    of id: String, in positions: Range<Int>, _ log: LogSnapshot, _ reply: Reply
  ) throws {
    let all = log.index.candidates(carrying: id)
    let candidates =
      all[
        all.partitioningIndex {
          $0 >= positions.lowerBound
        }..<all.partitioningIndex { $0 >= positions.upperBound }]
    for batch in candidates.batches(of: 4 * Self.batchSize) {
      try reply.checkWanted()
      let found = try log.carriers(of: id, at: candidates[batch]).map(\.position)
      reply.tell(.matches(found, through: candidates[batch].last ?? 0))
    }
    if !positions.isEmpty { reply.tell(.matches([], through: positions.upperBound - 1)) }
  }
}

extension LogSnapshot {
  /// The events at positions that carry an id in any role.
  func carriers(
    of id: String, at positions: some Sequence<Int>
  ) throws -> [EventRecord] {
    try events(at: Array(positions)).compactMap(\.record).filter { $0.carries(id) }
  }
}

extension RandomAccessCollection<Int> where Index == Int {
  /// The indices cut into batches, in order.
  func batches(of size: Int) -> [Range<Int>] {
    stride(from: startIndex, to: endIndex, by: size).map { $0..<Swift.min($0 + size, endIndex) }
  }
}
