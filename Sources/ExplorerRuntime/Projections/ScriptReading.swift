import Explorer
import Platform
import Rewind
import RewindScripts
import Synchronization

/// Takes in the scripts of projections beside the loop, one after the other, and says what is known of them.
///
/// A script that cannot be used, or takes long, keeps only those behind it waiting.
final class ScriptReading: Sendable {
  private let projections: LogProjections
  private let mailbox: Mailbox
  private let calls: ProposedCalls
  /// Called whenever more is known.
  private let onNews: @Sendable () -> Void
  private let wanted = Mutex(Wanted())
  private let asked = Semaphore()
  private let isStopped = Atomic(false)

  /// What is to be done next.
  private struct Wanted {
    /// The scripts are to be read, those of these names since they were changed.
    var scripts: Set<String>? = []
    /// What scripts are warned of is to be looked at again.
    var warnings = false
  }

  init(
    _ projections: LogProjections, mailbox: Mailbox, calls: ProposedCalls,
    onNews: @escaping @Sendable () -> Void
  ) {
    self.projections = projections
    self.mailbox = mailbox
    self.calls = calls
    self.onNews = onNews
  }

  /// Starts reading; false where the system has no thread left for it.
  func start() -> Bool {
    guard projections.catalog.finder != nil else { return true }
    return BlockingThread.startDetached { [self] in
      ThisThread.giveWay()
      while !isStopped.load(ordering: .relaxed) {
        let work = wanted.withLock { wanted in
          defer { wanted = Wanted(scripts: nil, warnings: false) }
          return wanted
        }
        if let changed = work.scripts { read(changed: changed) }
        if work.scripts != nil || work.warnings { readWarnings() }
        (projections.catalog.finder as? CodeProjections)?.rest()
        asked.wait()
      }
    }
  }

  /// Ends reading, at the next script.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
    asked.post()
  }

  /// Has the scripts read again.
  ///
  /// - Parameter changed: the names of those that are known to have been changed.
  func readAgain(changed: Set<String>) {
    wanted.withLock { $0.scripts = ($0.scripts ?? []).union(changed) }
    asked.post()
  }

  /// Has it looked again at what scripts are warned of.
  func lookAtWarnings() {
    wanted.withLock { $0.warnings = true }
    asked.post()
  }

  private func read(changed: Set<String>) {
    projections.known.list(projections.catalog.listed, changed: changed)
    tell()
    for projection in projections.known.all where projection.isScript {
      if isStopped.load(ordering: .relaxed) { return }
      read(projection)
    }
  }

  private func read(_ old: ListedProjection) {
    let code: ListedProjection.Code
    var definition = old.definition
    do {
      definition = try projections.definition(named: old.name)
      code = .usable
    } catch is ReplacedCodeError {
      // It was changed while it was read, and is read again.
      return
    } catch {
      code = .broken(calls.line(of: error))
    }
    let isOther =
      code != old.code || definition?.fingerprint != old.definition?.fingerprint
    guard isOther else { return }
    projections.known.change(old.name) { ($0.code, $0.definition) = (code, definition) }
    tell()
  }

  /// Says what a person should know of each script, once the log it is held against is there.
  private func readWarnings() {
    let index = projections.source.index
    guard index.eventCount > 0 else { return }
    var isOther = false
    for projection in projections.known.all where projection.code == .usable && projection.isScript
    {
      let warnings = projections.catalog.warnings(of: projection.name, in: index)
      guard warnings != projection.warnings else { continue }
      projections.known.change(projection.name) { $0.warnings = warnings }
      isOther = true
    }
    if isOther { tell() }
  }

  private func tell() {
    mailbox.post(.projections(.listed(projections.known.all)))
    onNews()
  }
}
