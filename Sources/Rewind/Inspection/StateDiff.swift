/// One difference between two states.
public struct StateChange: Hashable, Sendable {
  /// What became of the value.
  public enum Kind: Hashable, Sendable {
    /// It was not there before.
    case added(JSONValue)
    /// It is not there any more.
    case removed(JSONValue)
    /// It has another value.
    case changed(old: JSONValue, new: JSONValue)
  }

  /// Where the value is, or was.
  public let path: JSONPath
  /// What became of it.
  public let kind: Kind

  /// Makes a change.
  public init(path: JSONPath, kind: Kind) {
    self.path = path
    self.kind = kind
  }
}

/// Tells what differs between two states.
public enum StateDiff {
  /// The differences, one for each leaf: a value that is no array or object, or an empty one.
  ///
  /// They come in the new state's order; what was removed comes where it used to be. Elements of
  /// arrays are compared by their place. A leaf that gives way to an array or object, or the other way
  /// round, is one change. Nil is a state that is not there.
  public static func changes(from old: JSONValue?, to new: JSONValue?) -> [StateChange] {
    var comparison = Comparison()
    comparison.compare(old, new)
    return comparison.changes
  }
}

private struct Comparison {
  private(set) var changes: [StateChange] = []
  private var path = JSONPath.root

  mutating func compare(_ old: JSONValue?, _ new: JSONValue?) {
    switch (old, new) {
    case (nil, nil): break
    case (nil, let new?): report(new) { .added($0) }
    case (let old?, nil): report(old) { .removed($0) }
    case (.object(let old)?, .object(let new)?): compareMembers(old, new)
    case (.array(let old)?, .array(let new)?): compareElements(old, new)
    case (let old?, let new?):
      if old != new { changes.append(StateChange(path: path, kind: .changed(old: old, new: new))) }
    }
  }

  private mutating func compareMembers(_ old: JSONObject, _ new: JSONObject) {
    // What was removed follows the nearest key before it that is still there.
    var removed: [String?: [JSONObject.Element]] = [:]
    var lastKept: String?
    for member in old {
      if new[member.key] != nil {
        lastKept = member.key
      } else {
        removed[lastKept, default: []].append(member)
      }
    }
    compareRemoved(removed[nil])
    for (key, value) in new {
      descend(.key(key)) { $0.compare(old[key], value) }
      compareRemoved(removed[key])
    }
  }

  private mutating func compareRemoved(_ members: [JSONObject.Element]?) {
    for (key, value) in members ?? [] {
      descend(.key(key)) { $0.compare(value, nil) }
    }
  }

  private mutating func compareElements(_ old: [JSONValue], _ new: [JSONValue]) {
    for index in 0..<max(old.count, new.count) {
      descend(.index(index)) {
        $0.compare(
          index < old.count ? old[index] : nil, index < new.count ? new[index] : nil)
      }
    }
  }

  /// Reports each leaf of a value that is on one side only.
  private mutating func report(_ value: JSONValue, as kind: (JSONValue) -> StateChange.Kind) {
    switch value {
    case .object(let members) where !members.isEmpty:
      for member in members {
        descend(.key(member.key)) { $0.report(member.value, as: kind) }
      }
    case .array(let elements) where !elements.isEmpty:
      for (index, element) in elements.enumerated() {
        descend(.index(index)) { $0.report(element, as: kind) }
      }
    default:
      changes.append(StateChange(path: path, kind: kind(value)))
    }
  }

  private mutating func descend(
    _ component: JSONPath.Component, _ body: (inout Comparison) -> Void
  ) {
    path.components.append(component)
    body(&self)
    path.components.removeLast()
  }
}
