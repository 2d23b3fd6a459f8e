internal import Platform

/// A log that came through a pipe: kept in a file without a name, which ends with the process.
final class SpooledFile: LogFiles {
  private let file: SystemFile
  private let name: String

  /// Reads a descriptor to its end.
  init(_ descriptor: Int32, name: String) throws(LogFileError) {
    self.name = name
    do throws(SystemError) {
      file = try SystemFile.withoutName()
      let input = SystemFile(borrowing: descriptor, name: name)
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
