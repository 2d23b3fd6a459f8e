import Platform

/// Why a command ends before it is done: one line that says what, where, and what to do.
struct Failure: Error, CustomStringConvertible {
  /// 1 for no, different, conflict, damage; 2 for failed or called wrongly.
  var status: Int32 = 2
  let description: String
  /// The same without the file that it begins with, for where the file stands before it.
  let brief: String
  /// The call that is proposed, which stands on a line of its own where lines can.
  let call: String?

  init(_ description: String, status: Int32 = 2) {
    self.description = description
    brief = description
    call = nil
    self.status = status
  }

  /// What is wrong with a file, or a log, as the call names it.
  ///
  /// - Parameter call: the call that is proposed; it ends the line.
  init(at path: String, _ reason: String, call: String? = nil) {
    let whole = reason + (call.map { "; run: \($0)" } ?? "")
    description = "\(path): \(whole)"
    brief = whole
    self.call = call
  }

  /// What is wrong, without the call that is proposed.
  var lead: String { call.map { String(description.dropLast($0.count + 1)) } ?? description }

  /// What the system refused.
  ///
  /// - Parameter path: the file as the call names it.
  init(_ error: SystemError, at path: String) {
    self.init(at: path, "cannot \(error.operation): \(error.reason)")
  }
}
