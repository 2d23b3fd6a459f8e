internal import Platform

/// Runs a program to its end; throws where it ends with anything but 0.
///
/// - Parameter environment: its variables, `NAME=value` each; those of this process where nil.
func run(
  _ words: [String], errors: ChildProcess.Stream = .inherited, environment: [String]? = nil
) throws(BenchError) {
  try BenchError.wrap(try ChildProcess(words, errors: errors, environment: environment))
    .waitForSuccess()
}

/// Runs a program to its end, and answers what it printed and how long it took; throws where it ends with
/// anything but 0.
func answer(of words: [String]) throws(BenchError) -> (text: String, seconds: Double) {
  var text = ""
  let time = try seconds { () throws(BenchError) in
    var output = try BenchError.wrap(try Pipe())
    let child = try BenchError.wrap(try ChildProcess(words, output: .file(output.writing)))
    output.closeWriting()
    text = String(decoding: try BenchError.wrap(try output.reading.readToEnd()), as: UTF8.self)
    try child.waitForSuccess()
  }
  return (text, time)
}

extension ChildProcess {
  /// Waits for its end; throws where it ended with anything but 0.
  func waitForSuccess() throws(BenchError) {
    let status = wait()
    guard status == 0 else {
      throw BenchError("a child process ended with \(Self.ending(in: status))")
    }
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
