internal import Synchronization

/// Whether what is mapped of an index can be trusted, and what answers where it cannot.
///
/// Reading an index never fails: where a check does, the lines that the index is of are scanned again, once,
/// and all that is asked from then on is answered by that scan.
final class IndexHealth: @unchecked Sendable {
  /// Read by address as well, by those who hold this.
  let broken = UnsafeMutablePointer<Atomic<Bool>>.allocate(capacity: 1)
  private let outdated = Atomic(false)
  private let scanned = Mutex<LogIndex?>(nil)
  private let scan: @Sendable () -> LogIndex

  /// - Parameter scan: makes the index of the same lines anew, in memory.
  init(scan: @escaping @Sendable () -> LogIndex) {
    self.scan = scan
    broken.initialize(to: Atomic(false))
  }

  deinit {
    broken.deinitialize(count: 1)
    broken.deallocate()
  }

  /// Whether a check has failed.
  var isBroken: Bool { broken.pointee.load(ordering: .acquiring) }

  /// Notes that a check has failed.
  func fail() {
    broken.pointee.store(true, ordering: .releasing)
  }

  /// Whether a line was read that is not the one that was indexed: what the files say is of lines that are no more.
  var isOutdated: Bool { outdated.load(ordering: .acquiring) }

  /// Notes that a line is not the one that was indexed.
  func noteOutdated() {
    outdated.store(true, ordering: .releasing)
  }

  /// The same index in memory; made when it is first asked for, which takes as long as the scan.
  var replacement: LogIndex {
    scanned.withLock { scanned in
      fail()
      if let scanned { return scanned }
      let index = scan()
      scanned = index
      return index
    }
  }
}
