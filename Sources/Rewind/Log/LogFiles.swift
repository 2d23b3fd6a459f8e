internal import Platform

/// One file of a log, as it is at a moment.
public struct LogFile: Hashable, Sendable {
  /// The file's name: for a store the segment's, for other logs the path as it was given.
  public var name: String
  /// How many bytes it has.
  public var size: Int
  /// What tells it from another file of that name.
  public var identity: FileIdentity

  /// Describes a file.
  public init(name: String, size: Int, identity: FileIdentity) {
    self.name = name
    self.size = size
    self.identity = identity
  }
}

/// What tells a file from another that takes its name.
public struct FileIdentity: Hashable, Sendable {
  /// The device's number.
  public var device: UInt64
  /// The file's number on the device.
  public var inode: UInt64

  /// Describes a file's identity.
  public init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }
}

/// The bytes of a log, for reading: a list of files that only grow.
///
/// All of it may be called from several threads at once.
public protocol LogFiles: Sendable {
  /// The files in the order of their events, as they are now.
  func list() throws(LogFileError) -> [LogFile]
  /// The folders whose changes are changes of the log.
  var folders: [String] { get }
  /// Reads up to as many bytes as the buffer holds; fewer only at the file's end.
  func read(
    _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(LogFileError) -> Int
}

/// What went wrong with a file, in one line that says what to do.
public struct LogFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or folder.
  public let path: String
  /// What was tried: `open`, `read`.
  public let operation: String
  /// The system's error number.
  public let code: Int32

  /// Describes a failed operation.
  public init(path: String, operation: String, code: Int32) {
    self.path = path
    self.operation = operation
    self.code = code
  }

  /// One line: the path, what was tried and what the system says.
  public var description: String {
    "\(path): cannot \(operation): \(ErrorCode.text(of: code))"
  }
}

extension LogFileError {
  init(_ error: SystemError) {
    self.init(path: error.path, operation: error.operation, code: error.code)
  }

  /// Does something with a file; what the system refuses is thrown as this error.
  static func wrap<Value>(
    _ body: @autoclosure () throws(SystemError) -> Value
  ) throws(LogFileError) -> Value {
    do {
      return try body()
    } catch {
      throw LogFileError(error)
    }
  }
}

extension LogFile {
  init(name: String, status: FileStatus) {
    self.init(name: name, size: status.size, identity: FileIdentity(status.id))
  }
}

extension FileIdentity {
  init(_ id: FileStatus.ID) {
    self.init(device: id.device, inode: id.inode)
  }
}

extension LogFiles {
  /// Reads a range whole; shorter only where the file ends before it does.
  func bytes(_ name: String, _ range: Range<Int>) throws(LogFileError) -> [UInt8] {
    var failure: LogFileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      do throws(LogFileError) {
        count = try read(name, at: range.lowerBound, into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
