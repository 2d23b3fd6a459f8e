public import Rewind

/// A projection as it is listed: its name, and what is known of its code.
public struct ListedProjection: Sendable {
  /// Whether its code can be used.
  public enum Code: Sendable, Hashable {
    /// It is a script that is being taken in.
    case reading
    /// It can.
    case usable
    /// It is a script that cannot: one line that says why.
    case broken(String)
  }

  /// The name, by which a person asks for it.
  public let name: String
  /// Whether a script beside the log defines it.
  public let isScript: Bool
  /// Whether its code can be used.
  public var code: Code
  /// How its code defines it; of a script that is being read or is broken, how it did before, and nil where it never
  /// did.
  public var definition: ProjectionDefinition?
  /// What a person should know of its script, a line each.
  public var warnings: [String] = []

  /// A projection of the program's own.
  public init(_ definition: ProjectionDefinition) {
    (name, isScript, code) = (definition.name, false, .usable)
    self.definition = definition
  }

  /// A projection by a script of which nothing is known yet.
  public init(script name: String) {
    (self.name, isScript, code) = (name, true, .reading)
  }

  /// Why its script cannot be used; nil where it can, or is being read.
  var trouble: String? { if case .broken(let reason) = code { reason } else { nil } }

  /// Whether the code of another one of its name makes other rows, as far as that is known.
  func isRedefined(by other: ListedProjection) -> Bool {
    guard let old = definition, let new = other.definition else { return false }
    return old.fingerprint != new.fingerprint
  }
}
