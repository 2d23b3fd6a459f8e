import Platform

/// The user's cache: a folder for files that can be made again, and small files in it.
package enum UserCache {
  /// The folder, by the XDG Base Directory Specification; nil where there is no home to have it in.
  package static func folder(
    _ variable: (String) -> String? = { ThisProcess.variable($0) }
  ) -> String? {
    if let folder = variable("XDG_CACHE_HOME"), folder.hasPrefix("/") { return folder + "/rewind" }
    guard let home = variable("HOME"), !home.isEmpty else { return nil }
    return home + "/.cache/rewind"
  }

  /// A short name for what belongs to a path; two paths may have the same.
  package static func name(for path: String) -> String {
    String(FNV1a.digest(of: path.utf8), radix: 16)
  }

  /// Makes a folder that only the user may look into, and those above it; failing is no error here.
  static func makeFolder(_ path: String) {
    try? FileSystem.makeFolders(path, permissions: 0o700)
  }

  /// Puts a file in place whole, with folders that only the user may look into; failing is no error,
  /// since what is kept this way can be made again.
  package static func replaceFile(_ path: String, with text: String) {
    makeFolder(FileSystem.folder(of: path))
    let new = "\(path).\(ThisProcess.id)"
    do {
      let file = try SystemFile(new, .replacing, permissions: 0o600)
      try file.write(Array(text.utf8))
      try FileSystem.rename(new, to: path)
    } catch {
      FileSystem.removeFile(new)
    }
  }
}
