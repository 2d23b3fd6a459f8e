import Explorer
import Rewind

extension LogTrouble {
  /// The system has no thread for a session, a job or a lane.
  static let noThreadLeft = LogTrouble(
    "the system has no thread left for this; end some programs")

  /// The words of an error, with proposed calls about a log as a person named it.
  init(_ error: any Error, proposing calls: ProposedCalls = ProposedCalls()) {
    switch error {
    case let trouble as LogTrouble: self = trouble
    case let file as LogFileError: self.init(file)
    case LogOpenError.file(let file), LogOpenError.store(.file(let file)),
      StoreError.file(let file):
      self.init(file)
    default: self.init(calls.line(of: error))
    }
  }

  private init(_ error: LogFileError) {
    self.init(error.description, brief: error.reason)
  }
}
