/// Tells what differs between two states.
public enum StateDiff {
  /// The differences, one for each leaf: a value that is no array or object, or an empty one.
  ///
  /// They come in the new state's order; what was removed comes where it used to be. Elements of
  /// arrays are compared by their place. A leaf that gives way to an array or object, or the other way
  /// round, is one change. Nil is a state that is not there.
  public static func changes(from old: JSONValue?, to new: JSONValue?) -> [StateChange] {
    var comparison = Comparison()
    comparison.run(from: old, to: new)
    return comparison.changes
  }
}

/// A comparison under way; the levels around the current one wait in a list, so that depth costs no
/// stack.
private struct Comparison {
  /// What is to be compared at one place.
  private struct Step {
    let component: JSONPath.Component
    let old: JSONValue?
    let new: JSONValue?
  }

  private(set) var changes: [StateChange] = []
  private var path = JSONPath.root
  private var levels: [ArraySlice<Step>] = []

  mutating func run(from old: JSONValue?, to new: JSONValue?) {
    compare(old, new)
    while !levels.isEmpty {
      if let step = levels[levels.count - 1].popFirst() {
        path.components.append(step.component)
        if !compare(step.old, step.new) { path.components.removeLast() }
      } else {
        levels.removeLast()
        if !levels.isEmpty { path.components.removeLast() }
      }
    }
  }

  /// Compares two leaves, or goes a level down, answering that it did.
  @discardableResult
  private mutating func compare(_ old: JSONValue?, _ new: JSONValue?) -> Bool {
    if let steps = steps(old, new) {
      levels.append(steps[...])
      return true
    }
    switch (old, new) {
    case (nil, nil): break
    case (nil, let new?): report(.added(new))
    case (let old?, nil): report(.removed(old))
    case (let old?, let new?): if old != new { report(.changed(old: old, new: new)) }
    }
    return false
  }

  private mutating func report(_ kind: StateChange.Kind) {
    changes.append(StateChange(path: path, kind: kind))
  }

  /// What is to be compared within two values; nil where they are to be compared as leaves.
  private func steps(_ old: JSONValue?, _ new: JSONValue?) -> [Step]? {
    switch (old, new) {
    case (.object(let old)?, .object(let new)?): memberSteps(old, new)
    case (.array(let old)?, .array(let new)?): elementSteps(old, new)
    case (nil, .object(let new)?) where !new.isEmpty: memberSteps([:], new)
    case (nil, .array(let new)?) where !new.isEmpty: elementSteps([], new)
    case (.object(let old)?, nil) where !old.isEmpty: memberSteps(old, [:])
    case (.array(let old)?, nil) where !old.isEmpty: elementSteps(old, [])
    default: nil
    }
  }

  private func memberSteps(_ old: JSONObject, _ new: JSONObject) -> [Step] {
    if old.sharesMembers(with: new) { return [] }
    return new.compared(with: old) { Step(component: .key($0), old: $1, new: $2) }
  }

  private func elementSteps(_ old: [JSONValue], _ new: [JSONValue]) -> [Step] {
    (0..<max(old.count, new.count)).map { index in
      Step(
        component: .index(index), old: index < old.count ? old[index] : nil,
        new: index < new.count ? new[index] : nil)
    }
  }
}
