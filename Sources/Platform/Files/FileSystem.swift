internal import Glibc

/// Paths and names: looking them up, making, renaming and removing.
package enum FileSystem {
  /// Whether a path leads to something.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether a path leads to something that may be run.
  package static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

  /// A path without links, from the root; nil where it leads to nothing.
  package static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// The paths that a pattern of the shell's matches, sorted; see `glob(3)`.
  package static func paths(matching pattern: String) -> [String] {
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(pattern, 0, nil, &result) == 0, let paths = result.gl_pathv else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { index in
      paths[index].map { String(cString: $0) }
    }
  }

  /// The names in a folder, sorted as bytes, without `.` and `..`.
  package static func names(in folder: String) throws(SystemError) -> [String] {
    guard let handle = opendir(folder) else { throw SystemError(folder, "list") }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The folder for temporary files: `TMPDIR`, else `/tmp`.
  package static var temporaryFolder: String {
    getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  }
}

// MARK: - Making and renaming

extension FileSystem {
  /// Makes a folder, which must not be there yet.
  package static func makeFolder(
    _ path: String, permissions: UInt32 = 0o755
  ) throws(SystemError) {
    guard mkdir(path, permissions) == 0 else { throw SystemError(path, "make") }
  }

  /// Makes a folder, and those above it, where they are missing.
  package static func makeFolders(
    _ path: String, permissions: UInt32 = 0o755
  ) throws(SystemError) {
    guard mkdir(path, permissions) != 0, errno != EEXIST else { return }
    let failure = SystemError(path, "make")
    let above = folder(of: path)
    guard failure.code == ENOENT, above != path, above != "." else { throw failure }
    try makeFolders(above, permissions: permissions)
    guard mkdir(path, permissions) == 0 || errno == EEXIST else { throw SystemError(path, "make") }
  }

  /// Makes a folder for temporary files, under a new name, and answers its path.
  ///
  /// - Parameter prefix: what its name begins with.
  package static func makeTemporaryFolder(prefix: String) throws(SystemError) -> String {
    var template = Array("\(temporaryFolder)/\(prefix)XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError(temporaryFolder, "make a folder in") }
    return template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  /// The folder that a path lies in.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Gives a file or folder another name, in one step; what has that name is gone.
  package static func rename(
    _ path: String, to newPath: String
  ) throws(SystemError) {
    guard Glibc.rename(path, newPath) == 0 else { throw SystemError(path, "rename") }
  }
}

// MARK: - Removing

extension FileSystem {
  /// Removes a file or link; what is not there, or may not be removed, stays as it is.
  package static func removeFile(_ path: String) {
    unlink(path)
  }

  /// Removes a folder that is empty; any other stays as it is.
  package static func removeEmptyFolder(_ path: String) {
    rmdir(path)
  }

  /// Removes a file, or a folder with all that is in it, as far as that may be done.
  ///
  /// Links are removed, not followed.
  package static func removeTree(at path: String) {
    if unlink(path) == 0 || errno == ENOENT { return }
    guard let names = try? names(in: path) else { return }
    for name in names { removeTree(at: "\(path)/\(name)") }
    rmdir(path)
  }
}
