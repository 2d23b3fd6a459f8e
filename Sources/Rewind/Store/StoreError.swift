/// Why a store refuses, in one line that says what happened and what to do.
@nonexhaustive
public enum StoreError: Error, Sendable, CustomStringConvertible {
  /// The system refused.
  case file(LogFileError)
  /// There is something already where a store is to be made.
  case exists(String)
  /// There is no store at a path.
  case notAStore(String)
  /// A path leads to a file, which is no store.
  case notAFolder(String)
  /// `rewind.json` cannot be used.
  case settings(String)
  /// Another writer has held the lock for longer than a writer waits.
  case locked(folder: String, holder: Int?)
  /// The stream is not at the version that the append expected.
  case conflict(stream: StreamName, expected: ExpectedVersion, actual: Int)
  /// An event of the append cannot be stored.
  case invalidEvent(number: Int, reason: String)
  /// The stream's name is empty.
  case namelessStream
  /// The store commits the events of one stream at a time, not of so many.
  case severalStreams(Int)
  /// An append has no events, or more than it may have.
  case appendSize(Int)
  /// An event with this id is there already, with other content.
  case repeatedID(EventID, stream: StreamName, version: Int)
  /// Some of the append's events are there already, by their ids, and others are not.
  case repeatedInPart(EventID, stream: StreamName, version: Int)
  /// The log has damaged lines.
  case damaged(position: Int, count: Int)
  /// The positions of the log do not go up: segments were renamed, copied or changed by hand.
  case disordered(position: Int, segment: String)
  /// The caller was cancelled before its append was begun; nothing was written.
  case cancelled
  /// The sync of an earlier append failed, so that it is not known what is on the disk.
  case inDoubt

  /// One line: what happened and what to do.
  public var description: String {
    remedy.map { "\(problem); \($0)" } ?? problem
  }

  /// What a program does about it, where a person at a shell would do something else.
  private var remedy: String? {
    switch self {
    case .notAStore: "FileEventStore.create(at:) makes one"
    case .damaged: "StoreRepair.run(at:) moves them aside"
    case .disordered: "put the segments back as they were"
    default: nil
    }
  }

  /// One line: what happened, and what to do where that is the same for everybody.
  package var problem: String {
    switch self {
    case .file(let error): error.description
    case .exists(let path): "\(path): there is something already; choose a folder that is not there"
    case .notAStore(let path): "\(path): no store here"
    case .notAFolder(let path):
      "\(path): a file is no store, and nothing is appended to the log of another program"
    case .settings(let message): message
    case .locked(let folder, let holder):
      "\(folder): \(holder.map { "process \($0)" } ?? "another process") has been writing for "
        + "over 5 s; wait for it or end it"
    case .conflict(let stream, let expected, let actual):
      "stream \(stream): expected \(expected), but it is "
        + (actual == 0 ? "empty" : "at version \(actual)")
        + "; read it again and decide anew"
    case .invalidEvent(let number, let reason): "event \(number) of the append: \(reason)"
    case .namelessStream: "the stream's name is empty; name one, such as account-123"
    case .severalStreams(let count):
      "an append to this store is to one stream, not to \(count); append to each by itself"
    case .appendSize(let count):
      "an append holds 1 to \(BatchPart.limit) events, not \(count); split it"
    case .repeatedID(let id, let stream, let version):
      "stream \(stream): the id \(id) is that of version \(version), whose content is another; "
        + "give the event an id of its own"
    case .repeatedInPart(let id, let stream, let version):
      "stream \(stream): the id \(id) is there already, at version \(version), but not all of the "
        + "append is; append what is new by itself, or give it ids of its own"
    case .damaged(let position, let count):
      "the log has \(count) damaged \(count == 1 ? "line" : "lines"), the first at position "
        + "\(position)"
    case .disordered(let position, let segment):
      "position \(position) in \(segment) is not above those before it: a segment was renamed, copied "
        + "or changed"
    case .cancelled: "cancelled before the append was begun; nothing was written"
    case .inDoubt:
      "a sync failed, so that the last append may or may not be on the disk; open the store again "
        + "and look"
    }
  }

  /// Does something with the log's files; what fails is thrown as this error.
  static func wrap<Value>(
    _ body: @autoclosure () throws(LogFileError) -> Value
  ) throws(StoreError) -> Value {
    do {
      return try body()
    } catch {
      throw .file(error)
    }
  }

  /// The error of an append that could not read the store's log.
  init(reading error: any Error) {
    switch error {
    case let error as StoreError: self = error
    case let error as LogFileError: self = .file(error)
    case let error as LogChangedError: self = .file(.replaced(error.file))
    default: preconditionFailure("a store's log is read from files: \(error)")
    }
  }
}
