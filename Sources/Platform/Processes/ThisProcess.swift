internal import Glibc

/// This process: its id, environment, program and folder.
package enum ThisProcess {
  /// Its number.
  package static var id: Int { Int(getpid()) }

  /// Whether there is a process of a number.
  package static func isAlive(_ id: Int) -> Bool {
    guard let id = pid_t(exactly: id), id > 0 else { return false }
    return kill(id, 0) == 0 || errno != ESRCH
  }

  /// The folder that relative paths begin in; nil where it is gone.
  package static var folder: String? {
    guard let folder = getcwd(nil, 0) else { return nil }
    defer { free(folder) }
    return String(cString: folder)
  }

  /// The value of a variable of its environment.
  package static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The file of its program.
  package static func executable() throws(SystemError) -> String {
    let link = "/proc/self/exe"
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(link, &path, path.count)
    guard count > 0 else { throw SystemError(link, "read") }
    return String(decoding: path[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Ends it.
  package static func exit(_ status: Int32) -> Never {
    KilledAtExit.sessions.killAll()
    Glibc.exit(status)
  }
}
