extension JSONObject {
  /// The members of this object and of an older one, in this one's order: one that is gone follows the
  /// nearest member before it that is still there.
  ///
  /// - Parameter make: called for each member with its old and its new value, nil where it has none.
  package func compared<Element>(
    with old: JSONObject, _ make: (_ key: String, _ old: JSONValue?, _ new: JSONValue?) -> Element
  ) -> [Element] {
    var gone: [String?: [Element]] = [:]
    var lastKept: String?
    for (index, member) in old.enumerated() {
      if value(of: member.key, likelyAt: index) != nil {
        lastKept = member.key
      } else {
        gone[lastKept, default: []].append(make(member.key, member.value, nil))
      }
    }
    var elements = gone[nil] ?? []
    for (index, member) in enumerated() {
      elements.append(make(member.key, old.value(of: member.key, likelyAt: index), member.value))
      if !gone.isEmpty { elements += gone[member.key] ?? [] }
    }
    return elements
  }
}
