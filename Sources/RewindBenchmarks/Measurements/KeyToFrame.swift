internal import Explorer
internal import Rewind
internal import Synchronization
internal import TextUI

/// From a key to the frame that shows it while other threads index the log: the explorer's part,
/// taking in what the index has become included.
enum KeyToFrame {
  static let measurement = Measurement("key to frame while indexing, p99") { log in
    let opened = try EventLog.open([log.path])
    let latest = Mutex<LogSnapshot?>(nil)
    let isDone = Atomic(false)
    async let indexing: Void = {
      defer { isDone.store(true, ordering: .releasing) }
      try opened.refresh { progress in
        if progress.index != nil { latest.withLock { $0 = opened.snapshot() } }
        return true
      }
    }()
    var explorer = ExplorerRun(log: opened)
    try explorer.take(.resized(ExplorerRun.size))
    var times: [Double] = []
    while !isDone.load(ordering: .acquiring) {
      let key: Key = times.count % 7 == 6 ? .pageUp : .down
      times.append(
        try seconds { () throws in
          let log = latest.withLock { latest in
            defer { latest = nil }
            return latest
          }
          if let log { try explorer.take(.log(log, indexed: 0.5)) }
          try explorer.take(.input(.key(key)))
          explorer.draw()
        })
      // A held key comes some thirty times a second; this is four times as often.
      try await Task.sleep(for: .milliseconds(8))
    }
    try await indexing
    return Figures.percentile(99, of: times)
  }
}
