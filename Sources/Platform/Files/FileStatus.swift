internal import Glibc

/// What the system tells of a file: see `stat(2)`.
package struct FileStatus: Sendable {
  /// Its identity: no other file that exists has the same.
  package let id: ID
  package let kind: Kind
  /// How many bytes it has.
  package let size: Int
  /// How many bytes it takes on the disk.
  package let sizeOnDisk: Int
  /// When its content was last changed.
  package let modified: Time
  /// When its content, name, place or rights were last changed.
  package let changed: Time

  /// A file's number, and that of the device it is on.
  package struct ID: Hashable, Sendable {
    package let device: UInt64
    package let inode: UInt64
  }

  package enum Kind: Sendable { case file, folder, link, pipe, socket, device }

  /// A time since 1970-01-01T00:00:00Z.
  package struct Time: Hashable, Sendable {
    package let seconds: Int
    /// 0 to 999,999,999.
    package let nanoseconds: Int

    init(_ time: timespec) {
      seconds = time.tv_sec
      nanoseconds = time.tv_nsec
    }

    /// The time by the system's clock.
    package static func now() -> Time {
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      return Time(time)
    }

    /// How many seconds it is behind another.
    package func seconds(since other: Time) -> Double {
      Double(seconds - other.seconds) + Double(nanoseconds - other.nanoseconds) * 1e-9
    }
  }

  init(_ status: stat) {
    id = ID(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .link
    case S_IFIFO: kind = .pipe
    case S_IFSOCK: kind = .socket
    default: kind = .device
    }
    size = Int(status.st_size)
    sizeOnDisk = Int(status.st_blocks) * 512
    modified = Time(status.st_mtim)
    changed = Time(status.st_ctim)
  }

  /// Looks at what a path leads to.
  ///
  /// - Parameter operation: what an error calls the failed operation.
  package init(
    of path: String, to operation: String = "look at"
  ) throws(SystemError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw SystemError(path, operation) }
    self.init(status)
  }

  /// The identity of the file that a path leads to; nil where it leads to nothing.
  package static func id(of path: String) -> ID? { try? FileStatus(of: path).id }

  /// Looks at a path itself, which may be a link.
  package init(ofLink path: String) throws(SystemError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw SystemError(path, "look at") }
    self.init(status)
  }
}
