import Explorer
import Synchronization

/// Has questions about one log answered beside the loop, each lane's on a thread of its own.
final class QuestionLanes: Sendable {
  private let answerer: QuestionAnswerer
  private let mailbox: Mailbox
  /// Those that were asked something; nil once no more is to be asked.
  private let lanes = Mutex<[Lane: LaneWorker]?>([:])

  init(_ answerer: QuestionAnswerer, mailbox: Mailbox) {
    self.answerer = answerer
    self.mailbox = mailbox
  }

  /// Asks a question; its answers come to the mailbox.
  func ask(_ request: Request) {
    guard let worker = worker(for: request.lane) else {
      mailbox.post(.answer(token: request.token, .failed(LogTrouble.noThreadLeft.line)))
      return
    }
    worker.ask(request)
  }

  /// Gives up the unfinished question of a lane.
  func cancel(_ lane: Lane) {
    lanes.withLock { $0?[lane] }?.cancel()
  }

  /// Gives up all questions, and ends the threads.
  func stop() {
    let workers = lanes.withLock { lanes in
      defer { lanes = nil }
      return lanes ?? [:]
    }
    for worker in workers.values { worker.stop() }
  }

  /// The worker of a lane; nil where the system has no thread left for it, or no more is asked.
  private func worker(for lane: Lane) -> LaneWorker? {
    lanes.withLock { lanes in
      guard let known = lanes else { return nil }
      if let worker = known[lane] { return worker }
      let worker = LaneWorker { [answerer, mailbox] request, isWanted in
        let token = request.token
        answerer.answer(
          request,
          Reply(isWanted: isWanted) { answer in mailbox.post(.answer(token: token, answer)) })
      }
      lanes?[lane] = worker
      return worker
    }
  }
}
