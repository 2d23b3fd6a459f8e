internal import Glibc

/// Another program, started and waited for.
struct ChildProcess {
  let id: pid_t

  /// Starts a program found along the PATH; its output goes nowhere unless a descriptor is given
  /// for it, and its input is empty unless one is given.
  init(_ words: [String], input: Int32? = nil, output: Int32? = nil) throws(BenchError) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    if let output {
      posix_spawn_file_actions_adddup2(&actions, output, 1)
    } else {
      posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    }
    id = try start(words, nil) { child, arguments, _ in
      posix_spawnp(&child, words[0], &actions, nil, arguments, environ)
    }
  }

  /// Waits for its end; throws where it ended with anything but 0.
  func wait() throws(BenchError) {
    try waitForEnd(of: id)
  }
}

/// Makes C strings of a program's arguments and environment, and starts it with them.
func start(
  _ words: [String], _ environment: [String]?,
  by spawn: (
    inout pid_t, [UnsafeMutablePointer<CChar>?], [UnsafeMutablePointer<CChar>?]
  ) -> Int32
) throws(BenchError) -> pid_t {
  let arguments = words.map { strdup($0) } + [nil]
  let variables = (environment ?? []).map { strdup($0) } + [nil]
  defer { for text in arguments + variables { free(text) } }
  var child: pid_t = 0
  let code = spawn(&child, arguments, variables)
  guard code == 0 else { throw BenchError("cannot start \(words[0])", errno: code) }
  return child
}

/// Waits for a process's end; throws where it ended with anything but 0.
func waitForEnd(of process: pid_t) throws(BenchError) {
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0, errno == EINTR {}
  guard status == 0 else { throw BenchError("a child process ended with status \(status)") }
}

/// This program's own file.
func ownExecutable() throws(BenchError) -> String {
  var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
  let count = readlink("/proc/self/exe", &bytes, bytes.count - 1)
  guard count > 0 else { throw BenchError("cannot read /proc/self/exe", errno: errno) }
  return String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// Another program of this package, beside this one.
func siblingExecutable(_ name: String) throws(BenchError) -> String {
  let own = try ownExecutable()
  let path = own.prefix(upTo: own.lastIndex(of: "/") ?? own.startIndex) + "/\(name)"
  guard access(String(path), X_OK) == 0 else {
    throw BenchError("\(path) is not there; build it with: swift build -c release")
  }
  return String(path)
}
