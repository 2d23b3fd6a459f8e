import Rewind

/// Why a moment cannot be gone to, in a line.
struct NavigationError: Error {
  let text: String
}

extension NavigationError {
  init(_ error: NoSuchMomentError) {
    text =
      switch error {
      case .noTimes: "this log has no times"
      case .noVersion(let version, let last):
        "no version \(version): the stream ends at v\(last)"
      case .noPosition(let position, let last):
        "no position \(position): the log ends at @\(last)"
      case .versionOfLog: "\(error)"
      }
  }
}
