internal import Glibc

extension FileSystem {
  /// How many bytes can still be written where a folder lies, by who has no special rights.
  package static func room(in folder: String) throws(SystemError) -> Int {
    var information = statvfs()
    guard statvfs(folder, &information) == 0 else { throw SystemError(folder, "ask for room in") }
    return Int(information.f_bavail) * Int(information.f_frsize)
  }
}
