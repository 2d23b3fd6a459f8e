import Platform

/// The faults of the events that were folded so far.
///
/// An event is first folded when all events before it have been, so that faults become known in order.
struct KnownFaults: Sendable {
  /// The faults by version.
  private(set) var faults: [Int: FoldFault] = [:]
  /// Their versions, ascending.
  private var versions: [Int] = []
  /// The first of `versions`, as many as were asked for last: a walk through a stream of many faults does
  /// not copy all of them at each step.
  private var asked: [Int] = []

  /// Takes the faults of a batch; those of an event that is folded again are the same.
  mutating func add(_ added: [FoldFault]) {
    for fault in added where faults.updateValue(fault, forKey: fault.version) == nil {
      versions.append(fault.version)
    }
  }

  /// The versions with a fault up to one, ascending.
  mutating func versions(through version: Int) -> [Int] {
    let count = versions.partitioningIndex { $0 > version }
    if count < asked.count {
      asked.removeLast(asked.count - count)
    } else {
      asked += versions[asked.count..<count]
    }
    return asked
  }
}
