internal import Glibc

/// Removes a file, or a folder with all that is in it; what is not there is no error.
///
/// Links are removed, not followed.
package func removeTree(at path: String) {
  if unlink(path) == 0 || errno == ENOENT { return }
  guard let folder = opendir(path) else { return }
  while let entry = readdir(folder) {
    let name = entryName(entry)
    if name != ".", name != ".." { removeTree(at: "\(path)/\(name)") }
  }
  closedir(folder)
  rmdir(path)
}

/// The name of what `readdir` found.
func entryName(_ entry: UnsafeMutablePointer<dirent>) -> String {
  withUnsafePointer(to: &entry.pointee.d_name) { pointer in
    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
  }
}
