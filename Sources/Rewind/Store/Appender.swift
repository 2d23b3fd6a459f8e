/// Takes appends, and commits those that come at once as one group.
///
/// One append leads its group; the others wait to be answered, or to lead the next one.
actor Appender {
  private let writer: LogWriter
  private var queue = AppendQueue<StreamAppend, AppendDecision>()
  private var waiting: [Int: CheckedContinuation<Turn, Never>] = [:]

  /// What an append that waits is told.
  private enum Turn {
    case answer(AppendDecision)
    case lead
  }

  init(_ writer: LogWriter) {
    self.writer = writer
  }

  /// Commits an append, with those that come meanwhile.
  func append(_ request: StreamAppend) async throws(StoreError) -> AppendResult {
    switch await commit(request) {
    case .appended(let result): return result
    case .refused(let error): throw error
    case .deferred: preconditionFailure("an append is decided about in the end")
    }
  }

  private func commit(_ request: StreamAppend) async -> AppendDecision {
    switch queue.arrive(request) {
    case .lead: await lead(request)
    case .wait(let ticket):
      switch await turn(of: ticket) {
      case .lead: await lead(request)
      case .answer(let decision): decision
      }
    }
  }

  /// Commits an append, and with it all that wait.
  private func lead(_ request: StreamAppend) async -> AppendDecision {
    if queue.isFilling { await Task.yield() }
    let decisions = await writer.commit(queue.begin(with: request))
    for action in queue.end(decisions.dropFirst().map(\.answer)) { perform(action) }
    return decisions[0]
  }

  private func perform(_ action: AppendQueue<StreamAppend, AppendDecision>.Action) {
    switch action {
    case .answer(let ticket, let decision): call(ticket, .answer(decision))
    case .lead(let ticket): call(ticket, .lead)
    }
  }

  private func turn(of ticket: Int) async -> Turn {
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiting[ticket] = $0 }
    } onCancel: {
      Task { await leave(ticket) }
    }
  }

  private func leave(_ ticket: Int) {
    guard queue.leave(ticket) else { return }
    call(ticket, .answer(.refused(.cancelled)))
  }

  private func call(_ ticket: Int, _ turn: Turn) {
    waiting.removeValue(forKey: ticket)?.resume(returning: turn)
  }
}

extension AppendDecision {
  /// Nil where the append has none yet.
  fileprivate var answer: AppendDecision? {
    if case .deferred = self { nil } else { self }
  }
}
