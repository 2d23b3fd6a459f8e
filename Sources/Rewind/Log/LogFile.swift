internal import Platform

/// One file of a log, as it is at a moment.
public struct LogFile: Hashable, Sendable {
  /// The file's name: for a store the segment's, for other logs the path as it was given.
  public var name: String
  /// How many bytes it has.
  public var size: Int
  /// What tells it from another file of that name.
  public var identity: FileIdentity
  /// When its bytes were last changed, in nanoseconds since 1970; nil where that is not known.
  public var modified: Int?
  /// What stands at its end and is no event yet, where lines are made of it.
  var unfinished: SpoolNote?

  /// Describes a file.
  public init(name: String, size: Int, identity: FileIdentity, modified: Int? = nil) {
    self.name = name
    self.size = size
    self.identity = identity
    self.modified = modified
  }
}

extension LogFile {
  init(name: String, status: FileStatus) {
    self.init(
      name: name, size: status.size, identity: FileIdentity(status.id),
      modified: status.modified.seconds * 1_000_000_000 + status.modified.nanoseconds)
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

extension FileIdentity {
  init(_ id: FileStatus.ID) {
    self.init(device: id.device, inode: id.inode)
  }
}

extension LogFile {
  /// A name without folders and without its ending.
  static func stem(of name: String) -> String {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return last }
    return String(last[..<dot])
  }

  /// The name of the folder that a file is in, without those above it.
  static func folder(of name: String) -> String {
    let path = FileSystem.realPath(name) ?? name
    return path.split(separator: "/").dropLast().last.map(String.init) ?? ""
  }
}
