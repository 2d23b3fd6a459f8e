/// A file beside a log that says how a category's events are folded.
public struct CodeFile: Sendable, Hashable {
  /// What it is.
  public enum Kind: Sendable, Hashable {
    /// JavaScript, run in a sandbox.
    case script
    /// A program of any language, run as it is once a person has agreed to it.
    case program
  }

  /// Its path.
  public let path: String
  /// What it is.
  public let kind: Kind

  /// Describes a file.
  public init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  /// The file's name without its folder: `account.js`.
  public var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}
