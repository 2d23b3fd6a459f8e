internal import Glibc

/// Another program, started and waited for.
struct ChildProcess: ~Copyable {
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
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    let code = posix_spawnp(&child, words[0], &actions, nil, arguments, environ)
    guard code == 0 else { throw BenchError("cannot start \(words[0])", errno: code) }
    id = child
  }

  /// Waits for its end; throws where it ended with anything but 0.
  consuming func wait() throws(BenchError) {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else { throw BenchError("a child process ended with status \(status)") }
  }
}

/// This program's own file.
func ownExecutable() throws(BenchError) -> String {
  var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
  let count = readlink("/proc/self/exe", &bytes, bytes.count - 1)
  guard count > 0 else { throw BenchError("cannot read /proc/self/exe", errno: errno) }
  return String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
