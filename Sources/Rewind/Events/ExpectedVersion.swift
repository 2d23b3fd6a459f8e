/// What an append asserts about its stream; where it does not hold, nothing is written.
public enum ExpectedVersion: Hashable, Sendable {
  /// Nothing is asserted.
  case any
  /// That the stream has no event.
  case noStream
  /// That the stream has at least one event.
  case streamExists
  /// That the stream's last version is this one; 0 is a stream without events.
  case exactly(Int)

  /// Whether a stream whose last version is `version` (0: no event) meets the assertion.
  public func isMet(by version: Int) -> Bool {
    switch self {
    case .any: true
    case .noStream: version == 0
    case .streamExists: version > 0
    case .exactly(let expected): version == expected
    }
  }
}

extension ExpectedVersion: CustomStringConvertible {
  /// What is asserted, in words.
  public var description: String {
    switch self {
    case .any: "any version"
    case .noStream: "no stream"
    case .streamExists: "an existing stream"
    case .exactly(let version): "version \(version)"
    }
  }
}
