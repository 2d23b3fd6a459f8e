internal import Glibc

/// The machine's processors.
package enum Processors {
  /// How many this process may use; at least 1.
  package static let count = max(1, allowed ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// How many threads share work that keeps a processor busy: one for each, up to 4.
  ///
  /// Their results are taken in by one thread at a time, which is about a third of the work of reading a
  /// log: more threads would wait for that, and each takes some megabytes. Tests set another number.
  @TaskLocal package static var workers = min(count, 4)

  /// What `taskset(1)` or a container's settings leave; nil where the system does not tell.
  private static var allowed: Int? {
    guard let status = try? SystemFile("/proc/self/status", .reading).readToEnd() else {
      return nil
    }
    return allowed(by: String(decoding: status, as: UTF8.self))
  }

  /// How many processors a process's status (`proc_pid_status(5)`) allows it.
  static func allowed(by status: String) -> Int? {
    let name = "Cpus_allowed:"
    let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
    guard let line else { return nil }
    // A bit for each, in hexadecimal digits: `ff` or `1,00000003`.
    return line.dropFirst(name.count).reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
  }
}
