internal import Platform

/// Runs a program to its end; throws where it ends with anything but 0.
func run(_ words: [String]) throws(BenchError) {
  try BenchError.wrap(try ChildProcess(words)).waitForSuccess()
}

extension ChildProcess {
  /// Waits for its end; throws where it ended with anything but 0.
  func waitForSuccess() throws(BenchError) {
    let status = wait()
    guard status == 0 else { throw BenchError("a child process ended with status \(status)") }
  }
}

/// Another program of this package, beside this one.
func siblingExecutable(_ name: String) throws(BenchError) -> String {
  let own = try BenchError.wrap(try ThisProcess.executable())
  let path = "\(FileSystem.folder(of: own))/\(name)"
  guard FileSystem.isExecutable(path) else {
    throw BenchError("\(path) is not there; build it with: swift build -c release")
  }
  return path
}
