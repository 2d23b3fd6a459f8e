internal import Glibc
internal import Platform

/// A folder of this run's own, removed with all that is in it.
struct TemporaryFolder {
  let path: String

  init() throws(BenchError) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/rewind-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw BenchError("cannot make a folder in \(parent)", errno: errno)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func remove() {
    FileSystem.removeTree(at: path)
  }
}
