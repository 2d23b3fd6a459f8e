import Rewind
import RewindScripts

/// The exit status of a command: 0 yes, same, done; 1 no, different, conflict, damage; 2 failed; 3 answered,
/// but not from all lines or events.
enum ExitStatus {
  /// That of an answer, which is not from all there is.
  static let partial: Int32 = 3

  /// That of an answer from states that are without some versions.
  ///
  /// - Parameter answer: what it is where they are without none.
  static func of(_ answer: Int32 = 0, without versions: [Int]) -> Int32 {
    versions.isEmpty ? answer : partial
  }

  static func of(_ error: any Error) -> Int32 {
    switch error {
    case let failure as Failure: failure.status
    case let closed as OutputError where closed.isClosedPipe: 0
    case is NoSuchCategoryError: 1
    case let error as StoreError:
      switch error {
      case .conflict, .damaged, .repeatedID: 1
      default: 2
      }
    case let error as ReadModelError:
      switch error {
      case .notBuilt, .noShadow, .unreadable, .stale: 1
      case .owned, .replaced, .unknownDefinition, .unknown: 2
      }
    default: 2
    }
  }
}
