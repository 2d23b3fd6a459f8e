internal import Platform
internal import Synchronization

/// The files of a log, held open: reads go to the very files that were found, whatever takes their names.
///
/// Files may be added, but none takes the place of another: for a log that was replaced, others are held.
/// Where the system lets the process open no more, the first are held; each of the others is opened when it is
/// read, which fails with ``LogFileError/isReplaced`` where its name stands for another file by then.
final class HeldFiles: LogFiles {
  private let files: any LogFiles
  private let state = Mutex(State())

  private struct State {
    var open: [String: Held] = [:]
    /// The files that are not held open from the start.
    var others: [String: LogFile] = [:]
  }

  private struct Held {
    let file: any OpenLogFile
    let place: HeldPlace
  }

  /// Holds no file yet.
  init(of files: any LogFiles) {
    self.files = files
  }

  /// Holds the files of a list too.
  ///
  /// - Throws: ``LogFileError`` where a file cannot be opened, or is not that of the list any more.
  func hold(_ list: [LogFile]) throws(LogFileError) {
    try state.withLock { state throws(LogFileError) in
      for file in list where state.open[file.name] == nil {
        if let place = HeldPlace.take() {
          state.open[file.name] = Held(file: try files.open(file), place: place)
        } else {
          state.others[file.name] = file
        }
      }
    }
  }

  // MARK: Reading

  var folders: [String] { files.folders }

  func list() throws(LogFileError) -> [LogFile] { try files.list() }

  var mayGrow: Bool { files.mayGrow }

  var staysOnDisk: Bool { files.staysOnDisk }

  func waitUntilWhole(_ progress: (_ taken: Int, _ inAll: Int?) -> Bool) {
    files.waitUntilWhole(progress)
  }

  func open(_ file: LogFile) throws(LogFileError) -> any OpenLogFile { try held(file.name) }

  func read(
    _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(LogFileError) -> Int {
    try held(name).read(at: offset, into: buffer)
  }

  /// The number, from 1, that a line of a file has in what the lines were made of.
  func sourceLine(of line: Int, in name: String) throws(LogFileError) -> Int {
    try held(name).sourceLine(of: line)
  }

  private func held(_ name: String) throws(LogFileError) -> any OpenLogFile {
    try state.withLock { state throws(LogFileError) in
      if let open = state.open[name] { return open.file }
      guard let file = state.others[name] else { throw .replaced(name) }
      return try files.open(file)
    }
  }
}
