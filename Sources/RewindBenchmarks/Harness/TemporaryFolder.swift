internal import Platform

/// A folder of this run's own, removed with all that is in it.
struct TemporaryFolder {
  let path: String

  init() throws(BenchError) {
    path = try BenchError.wrap(try FileSystem.makeTemporaryFolder(prefix: "rewind-bench-"))
  }

  func remove() {
    FileSystem.removeTree(at: path)
  }
}
