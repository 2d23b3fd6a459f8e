internal import Platform

/// A log that came through a pipe: kept in a file without a name, which ends with the process.
final class SpooledFile: LogFiles, OpenLogFile {
  private let file: SystemFile
  private let name: String

  /// Reads a descriptor to its end.
  convenience init(_ descriptor: Int32, name: String) throws(LogFileError) {
    try self.init(SystemFile(borrowing: descriptor, name: name), name: name)
  }

  /// Opens a pipe, which waits for a writer, and reads it to its end.
  convenience init(pipe path: String) throws(LogFileError) {
    try self.init(LogFileError.wrap(try SystemFile(path, .reading)), name: path)
  }

  private init(_ input: SystemFile, name: String) throws(LogFileError) {
    self.name = name
    do throws(SystemError) {
      file = try SystemFile.withoutName()
      while true {
        let bytes = try input.readNext(atMost: 1 << 20)
        if bytes.isEmpty { return }
        try file.write(bytes)
      }
    } catch {
      throw LogFileError(error)
    }
  }

  func list() throws(LogFileError) -> [LogFile] {
    [LogFile(name: name, status: try LogFileError.wrap(try file.status()))]
  }

  func read(
    _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(LogFileError) -> Int {
    try read(at: offset, into: buffer)
  }

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(LogFileError) -> Int
  {
    try LogFileError.wrap(try file.read(at: offset, into: buffer))
  }

  var folders: [String] { [] }
}

extension EventLog {
  /// Opens the log that a descriptor gives, which is read to its end first.
  ///
  /// - Parameters:
  ///   - descriptor: a pipe or file, open for reading.
  ///   - name: the log's name for people: `standard input`.
  ///   - mapping: how lines are read; nil to recognise it by the keys of the first events.
  /// - Throws: ``LogOpenError``.
  public static func open(
    spooling descriptor: Int32, name: String, mapping: EnvelopeMapping? = nil
  ) throws(LogOpenError) -> EventLog {
    let files = try LogOpenError.wrap(try SpooledFile(descriptor, name: name))
    let list = try LogOpenError.wrap(try files.list())
    return EventLog(
      name: name, files: files, mapping: try checked(mapping, files, list), isStore: false)
  }
}
