internal import Synchronization

extension SystemFile {
  private static let published = Atomic(0)

  /// Puts a file in place whole: readers see the file that was there before, or all of the new one, even
  /// where the process or the machine ends meanwhile; it is on the disk when this returns.
  ///
  /// It is written under another name first: that of the path, a dot and numbers. Where anything fails, that
  /// file is removed; it stays where the process ends meanwhile.
  ///
  /// - Parameters:
  ///   - permissions: the mode of the file (`chmod(2)`).
  ///   - fill: writes what is to be in it.
  package static func publish(
    _ path: String, permissions: UInt32 = 0o644,
    _ fill: (SystemFile) throws(SystemError) -> Void
  ) throws(SystemError) {
    let number = published.add(1, ordering: .relaxed).newValue
    let new = "\(path).\(ThisProcess.id)-\(number)"
    do throws(SystemError) {
      let file = try SystemFile(new, .replacing, permissions: permissions)
      try fill(file)
      try file.sync()
      try FileSystem.rename(new, to: path)
    } catch {
      FileSystem.removeFile(new)
      throw error
    }
    try SystemFile(FileSystem.folder(of: path), .folder).sync()
  }
}
