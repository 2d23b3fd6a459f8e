import Explorer
import Platform
import Rewind
import Synchronization

/// Reads a log beside the loop, then follows it: the log as it is then is posted as a message.
final class LogFollower: Sendable {
  private let source: any EventSource
  private let mailbox: Mailbox
  private let onChange: @Sendable (SourceChange) -> Void
  private let isStopped = Atomic(false)
  private let isTailSought = Atomic(false)
  private let lastReport = Atomic<Int64>(0)
  private let links = Mutex(LinkWork.none)
  /// The log as it was posted last.
  private let posted = Mutex(LogSnapshot.empty)
  /// What was said last of the log's index on disk.
  private let toldFault = Mutex<String?>(nil)

  /// Whether it is read beside which ids events carry.
  private enum LinkWork {
    case none, atWork
    /// It cannot be kept on disk.
    case impossible
  }

  /// The shortest time between two reports of progress, in milliseconds.
  private static let reportInterval: Int64 = 50
  /// The last events of a log are read ahead where so many bytes are to be read.
  private static let bytesWorthATail = 4 << 20
  /// So often it is looked whether a log that is written anew is whole.
  private static let looksAtRewriting = 8

  /// - Parameter onChange: called before the message is posted; first when all has been read.
  init(
    _ source: any EventSource, mailbox: Mailbox,
    onChange: @escaping @Sendable (SourceChange) -> Void
  ) {
    self.source = source
    self.mailbox = mailbox
    self.onChange = onChange
  }

  /// Starts reading; false where the system has no thread left for it.
  func start() -> Bool {
    BlockingThread.startDetached { [self] in
      ThisThread.giveWay()
      var isEndTold = readAll()
      var isShortfallTold = postShortfall()
      var followed = FollowedSource(source)
      var isFailing = false
      while !isStopped.load(ordering: .relaxed) {
        followed.wait()
        // Asked before the look: what came last is in it.
        let hasEnded = !isEndTold && log?.mayGrow == false
        look(&followed, &isFailing)
        keepLinks()
        if !isShortfallTold { isShortfallTold = postShortfall() }
        guard hasEnded else { continue }
        isEndTold = true
        mailbox.post(.ended)
        if !isShortfallTold { mailbox.post(.notice("\(name) has ended")) }
      }
    }
  }

  /// Ends reading at the next look.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
  }

  /// The log, where it is one that is read from files or a pipe.
  private var log: EventLog? { source as? EventLog ?? (source as? any LogBackedSource)?.log }

  /// What the log is called in a notice.
  private var name: String { log?.input?.fileName ?? source.name }

  /// Says why the log ends before its end; false where it does not, as far as is known.
  private func postShortfall() -> Bool {
    guard let log, let reason = ProposedCalls.shortfall(of: log) else {
      return false
    }
    mailbox.post(.failure(LogTrouble(reason)))
    return true
  }

  /// Reads all there is; answers whether nothing more can come of what the log is read from.
  private func readAll() -> Bool {
    let hasEnded = log?.mayGrow == false
    var failure: LogTrouble?
    do {
      try source.refresh { [self] progress in
        report(progress)
        return !isStopped.load(ordering: .relaxed)
      }
    } catch {
      failure = LogTrouble(error)
    }
    onChange(.grown)
    post(source.snapshot())
    if let failure { mailbox.post(.failure(failure)) }
    keepIndex()
    keepLinks()
    return hasEnded
  }

  /// Writes to disk what the log's index there lacks, and says what is wrong with it, once.
  private func keepIndex() {
    guard let log else { return }
    if log.keepIndex() == .written { post(source.snapshot()) }
    guard let fault = log.indexFault, fault != toldFault.withLock(\.self) else { return }
    toldFault.withLock { $0 = fault }
    mailbox.post(.notice(fault))
  }

  /// Has it written to disk which ids events carry, where that is not there: on a thread beside, which leaves a
  /// processor to the keys.
  private func keepLinks() {
    guard let log, log.lacksLinks else { return }
    let isFree = links.withLock { work in
      guard work == .none else { return false }
      work = .atWork
      return true
    }
    guard isFree else { return }
    let isStarted = BlockingThread.startDetached { [self] in
      let kept = Processors.$workers.withValue(max(1, Processors.workers - 1)) {
        log.keepLinks { [self] _ in !isStopped.load(ordering: .relaxed) }
      }
      if kept == .written || !log.lacksLinks { postIfNoOther(source.snapshot()) }
      links.withLock { work in
        if case .impossible = kept { work = .impossible } else { work = .none }
      }
    }
    if !isStarted { links.withLock { $0 = .none } }
  }

  /// Posts the log's last events, once, where it takes long to come to them.
  private func postTail(of bytes: Int) {
    guard bytes >= Self.bytesWorthATail, !isTailSought.exchange(true, ordering: .relaxed) else {
      return
    }
    // Why a file cannot be read is said by whoever reads all of it.
    if let tail = try? log?.tail() { mailbox.post(.tail(tail)) }
  }

  private func report(_ progress: IndexingProgress) {
    postTail(of: progress.bytesInAll)
    let now = SystemClock.monotonicMilliseconds()
    let isDue = now - lastReport.load(ordering: .relaxed) > Self.reportInterval
    guard progress.index != nil || isDue else { return }
    lastReport.store(now, ordering: .relaxed)
    let part = Double(progress.bytesRead) / Double(max(1, progress.bytesInAll))
    post(source.snapshot(), indexed: part)
  }

  /// Looks once, and posts what that found.
  ///
  /// - Parameter isFailing: whether the look before failed; set to whether this one did.
  private func look(_ followed: inout FollowedSource, _ isFailing: inout Bool) {
    var look = followed.look()
    let change = look.change
    if change == .replaced { look = whole(look, &followed) }
    if let failure = look.failure { mailbox.post(.failure(LogTrouble(failure))) }
    let isMended = isFailing && look.failure == nil
    isFailing = look.failure != nil
    switch change {
    case .replaced:
      onChange(.replaced)
      links.withLock { if $0 == .impossible { $0 = .none } }
      post(followed.snapshot)
    case .none where !isMended: break
    case .grown, .none:
      onChange(.grown)
      post(followed.snapshot)
      keepIndex()
    }
  }

  /// Posts the log as it is now: as another, where it has not all that was posted before.
  private func post(_ log: LogSnapshot, indexed: Double? = nil) {
    posted.withLock { posted in
      let isOther = SourceChange(from: posted, to: log) == .replaced
      mailbox.post(isOther ? .replaced(log) : .log(log, indexed: indexed))
      posted = log
    }
  }

  /// Posts the log as a thread beside has found it; not where it was replaced meanwhile, which is told once it is
  /// whole.
  private func postIfNoOther(_ log: LogSnapshot) {
    posted.withLock { posted in
      guard log.extends(posted) else { return }
      mailbox.post(.log(log))
      posted = log
    }
  }

  /// Waits for the rest of a log that is being written anew: whoever does so empties it first, and a stream that
  /// is shown may come late in it.
  private func whole(_ look: FollowedSource.Look, _ followed: inout FollowedSource)
    -> FollowedSource.Look
  {
    var last = look
    for _ in 0..<Self.looksAtRewriting where !isStopped.load(ordering: .relaxed) {
      followed.wait()
      last = followed.look()
      if last.change == .none, followed.snapshot.index.eventCount > 0 { break }
    }
    return last
  }
}
