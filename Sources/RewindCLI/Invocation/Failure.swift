import Platform

/// Why a command ends before it is done: one line that says what, where, and what to do.
struct Failure: Error, CustomStringConvertible {
  /// 1 for no, different, conflict, damage; 2 for failed or called wrongly.
  var status: Int32 = 2
  let description: String
  /// The same without the file that it begins with, for where the file stands before it.
  let brief: String

  init(_ description: String, status: Int32 = 2) {
    self.description = description
    brief = description
    self.status = status
  }

  /// What is wrong with a file, or a log, as the call names it.
  init(at path: String, _ reason: String) {
    description = "\(path): \(reason)"
    brief = reason
  }

  /// What the system refused.
  ///
  /// - Parameter path: the file as the call names it.
  init(_ error: SystemError, at path: String) {
    self.init(at: path, "cannot \(error.operation): \(error.reason)")
  }
}
