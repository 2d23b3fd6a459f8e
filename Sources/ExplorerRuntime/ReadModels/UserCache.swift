internal import Glibc

/// The user's folder for what can be made again, and small files in it.
package enum UserCache {
  /// The folder, by the XDG Base Directory Specification; nil where there is no home to have it in.
  package static func folder(
    _ variable: (String) -> String? = { name in getenv(name).map { String(cString: $0) } }
  ) -> String? {
    if let folder = variable("XDG_CACHE_HOME"), folder.hasPrefix("/") { return folder + "/rewind" }
    guard let home = variable("HOME"), !home.isEmpty else { return nil }
    return home + "/.cache/rewind"
  }

  /// A short name for what belongs to a path (FNV-1a); two paths may have the same.
  package static func name(for path: String) -> String {
    let hash = path.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }

  /// Makes a folder that only the user may look into, and those above it; failing is no error here.
  static func makeFolder(_ path: String) {
    if mkdir(path, 0o700) == 0 || errno != ENOENT { return }
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    makeFolder(String(path[..<slash]))
    mkdir(path, 0o700)
  }

  /// Puts a file in place whole, with folders that only the user may look into; failing is no error,
  /// since what is kept this way can be made again.
  package static func replaceFile(_ path: String, with text: String) {
    if let slash = path.lastIndex(of: "/") { makeFolder(String(path[..<slash])) }
    let new = "\(path).\(getpid())"
    let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    let bytes = Array(text.utf8)
    let written = write(descriptor, bytes, bytes.count)
    close(descriptor)
    guard written == bytes.count, rename(new, path) == 0 else {
      unlink(new)
      return
    }
  }
}
