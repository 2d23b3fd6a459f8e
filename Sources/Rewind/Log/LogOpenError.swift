internal import Platform

/// Why a log cannot be opened, in one line that says what to do.
@nonexhaustive
public enum LogOpenError: Error, Sendable, CustomStringConvertible {
  /// The system refused.
  case file(LogFileError)
  /// A path names no file, or a folder without logs; the folders in it that hold some, which are not looked into.
  case noFiles(String, folders: [String])
  /// A file holds no JSON object.
  case noEvents(String)
  /// A file is text in an encoding that is not UTF-8, which is named.
  case notUTF8(String, encoding: String)
  /// A file holds other files, is compressed, or has text around the objects of its lines, in a way that another
  /// program undoes, which is named with the words that have it print what is in the file.
  case wrapped(String, kind: String, unwrapping: String)
  /// No lines can be made of a file, and why.
  case noLines(String, reason: String)
  /// No known mapping fits the events' keys.
  case unknownMapping(UnknownMappingError)
  /// The mapping that was given finds no event, or no data.
  case unfitMapping(UnfitMappingError)
  /// A store was named beside other logs.
  case storeAmongOthers(String)
  /// The folder is a store that this version cannot read.
  case store(StoreError)

  /// One line: what is wrong and what to do.
  public var description: String {
    switch self {
    case .noFiles(_, let folders) where folders.isEmpty:
      "\(problem); FileEventStore.create(at:) makes a store"
    case .store(let error): error.description
    default: problem
    }
  }

  /// One line: what is wrong, and what to do where that is the same for everybody.
  package var problem: String {
    switch self {
    case .file(let error): error.description
    case .noFiles(let path, let folders) where folders.isEmpty:
      "\(path): no store and no log here"
    case .noFiles(let path, let folders):
      "\(path): no store and no log here, but in folders of it, such as \(folders[0]); name those"
    case .noEvents(let file): "\(file): no line is a JSON object; a log has one event a line"
    case .notUTF8(let file, let encoding):
      "\(file): this is \(encoding), a log is UTF-8; make one of it with iconv -f \(encoding) -t UTF-8"
    case .wrapped(let file, let kind, let unwrapping):
      "\(file): this is \(kind); open what \(unwrapping) prints of it"
    case .noLines(let file, let reason): "\(file): \(reason)"
    case .unknownMapping(let unknown): unknown.description
    case .unfitMapping(let unfit): unfit.description
    case .storeAmongOthers(let path):
      "\(path): a store is a log of its own; open it without the others"
    case .store(let error): error.problem
    }
  }

  /// Does something with the log's files; what fails is thrown as this error.
  static func wrap<Value>(
    _ body: @autoclosure () throws(LogFileError) -> Value
  ) throws(LogOpenError) -> Value {
    do {
      return try body()
    } catch {
      throw .file(error)
    }
  }
}
