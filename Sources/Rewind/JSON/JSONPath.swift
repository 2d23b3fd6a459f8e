/// A place in a JSON value, in jq's spelling: `.items[0]."a.b"`.
public struct JSONPath: Hashable, Sendable {
  /// One step down.
  public enum Component: Hashable, Sendable {
    /// To the member of an object.
    case key(String)
    /// To the element of an array, from 0.
    case index(Int)
  }

  /// The steps from the root on.
  public var components: [Component]

  /// The value itself.
  public static let root = JSONPath([])

  /// Makes a path of its steps.
  public init(_ components: [Component]) {
    self.components = components
  }

  /// Whether this is the value itself.
  public var isRoot: Bool { components.isEmpty }

  /// The path one step further down.
  public func appending(_ component: Component) -> JSONPath {
    JSONPath(components + [component])
  }

  /// The path to a member.
  public func appending(_ key: String) -> JSONPath { appending(.key(key)) }

  /// The path to an element.
  public func appending(_ index: Int) -> JSONPath { appending(.index(index)) }

  /// Whether `other` is this place or lies within it.
  public func contains(_ other: JSONPath) -> Bool {
    other.components.starts(with: components)
  }
}

extension JSONPath: CustomStringConvertible {
  /// The path as jq reads it, with its leading dot; `.` for the root.
  public var description: String {
    guard !components.isEmpty else { return "." }
    var text = ""
    for component in components {
      switch component {
      case .key(let key): text += "." + (Self.isPlain(key) ? key : JSONValue.string(key).text())
      case .index(let index): text += (text.isEmpty ? "." : "") + "[\(index)]"
      }
    }
    return text
  }

  /// Whether jq reads a key without quotes.
  private static func isPlain(_ key: String) -> Bool {
    guard let first = key.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first) else {
      return false
    }
    return key.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }
}
