import Foundation

/// The files of a folder with their bytes, written elsewhere as often as they are wanted.
///
/// What takes the program a second to make, and is the same each time, is made once for all tests.
struct FolderImage: Sendable {
  private let files: [String: Data]

  /// Takes the files of a folder, without the indexes on disk: they know their log by its inode.
  init(of folder: String) throws {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder)
    where !name.contains("cache/index") {
      let file = URL(fileURLWithPath: folder + "/" + name)
      if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        files[name] = try Data(contentsOf: file)
      }
    }
    self.files = files
  }

  /// Writes the files into a folder, which is made where it is not there.
  func write(to folder: String) throws {
    for (name, bytes) in files {
      let file = URL(fileURLWithPath: folder + "/" + name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try bytes.write(to: file)
    }
  }
}

extension BuiltProgram {
  private static let sampleStore = Result {
    let program = try BuiltProgram()
    let made = try program.run("demo", "sample", "--no-open")
    guard made.status == 0 else { throw CocoaError(.fileWriteUnknown) }
    return try FolderImage(of: program.path("sample"))
  }

  /// Makes the sample store in a folder of this test, as `rewind demo` does.
  func makeSampleStore(_ name: String) throws {
    try Self.sampleStore.get().write(to: path(name))
  }
}
