import Platform

/// A folder of a test's own, gone with it.
final class ScratchFolder {
  let path: String

  init() throws {
    path = try FileSystem.makeTemporaryFolder(prefix: "platform-tests-")
  }

  deinit {
    FileSystem.removeTree(at: path)
  }

  /// The path of a name in it.
  subscript(name: String) -> String { "\(path)/\(name)" }
}
