/// One file of a log in memory, for reading.
struct MemoryFiles: LogFiles {
  private static let name = "memory"
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var folders: [String] { [] }

  func list() throws(LogFileError) -> [LogFile] {
    [LogFile(name: Self.name, size: bytes.count, identity: FileIdentity(device: 0, inode: 0))]
  }

  func read(
    _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(LogFileError) -> Int {
    let part = bytes.dropFirst(offset).prefix(buffer.count)
    buffer.copyBytes(from: part)
    return part.count
  }
}
