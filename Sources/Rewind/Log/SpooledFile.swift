internal import Glibc

/// A log that came through a pipe: kept in a file without a name, which ends with the process.
final class SpooledFile: LogFiles {
  private let file: SystemFile
  private let name: String

  /// Reads a descriptor to its end.
  init(_ descriptor: Int32, name: String) throws(LogFileError) {
    self.name = name
    file = try Self.fileWithoutName()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw LogFileError(path: name, operation: "read", code: errno) }
      if count == 0 { return }
      try file.write(Array(buffer[..<count]))
    }
  }

  func list() throws(LogFileError) -> [LogFile] {
    [LogFile(name: name, status: try file.status())]
  }

  func read(
    _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(LogFileError) -> Int {
    try file.read(at: offset, into: buffer)
  }

  var folders: [String] { [] }

  private static func fileWithoutName() throws(LogFileError) -> SystemFile {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var path = Array("\(folder)/rewind-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    let text = path.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    guard descriptor >= 0 else {
      throw LogFileError(path: text, operation: "make", code: errno)
    }
    unlink(text)
    return SystemFile(path: text, descriptor: descriptor)
  }
}

extension EventLog {
  /// Opens the log that a descriptor gives, which is read to its end first.
  ///
  /// - Parameters:
  ///   - descriptor: a pipe or file, open for reading.
  ///   - name: what a person calls the log: `standard input`.
  ///   - mapping: how lines are read; nil to recognise it by the keys of the first events.
  /// - Throws: ``LogOpenError``.
  public static func open(
    spooling descriptor: Int32, name: String, mapping: EnvelopeMapping? = nil
  ) throws(LogOpenError) -> EventLog {
    let files = try LogOpenError.wrap { () throws(LogFileError) in
      try SpooledFile(descriptor, name: name)
    }
    let list = try LogOpenError.wrap { () throws(LogFileError) in try files.list() }
    guard let mapping else {
      return EventLog(
        name: name, files: files, mapping: try recognise(files, list), isStore: false)
    }
    return EventLog(name: name, files: files, mapping: mapping, isStore: false)
  }
}
