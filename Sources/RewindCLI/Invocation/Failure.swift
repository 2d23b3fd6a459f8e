import Platform

/// Why a command ends before it is done: one line that says what, where, and what to do.
struct Failure: Error, CustomStringConvertible {
  /// 1 for no, different, conflict, damage; 2 for failed or called wrongly.
  var status: Int32 = 2
  let description: String

  init(_ description: String, status: Int32 = 2) {
    self.description = description
    self.status = status
  }
  /// What the system refused.
  ///
  /// - Parameter path: the file as the call names it.
  init(_ error: SystemError, at path: String) {
    self.init("\(path): cannot \(error.operation): \(error.reason)")
  }
}
