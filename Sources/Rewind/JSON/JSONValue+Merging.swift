extension JSONValue {
  /// Takes over another value's latest facts: objects are merged member by member, as deep as both
  /// are objects; anything else, null too, replaces what was there.
  public mutating func merge(_ other: JSONValue) {
    guard case .object(var members) = self, case .object(let others) = other else {
      self = other
      return
    }
    self = .null  // lets go of the members, so that they are changed in place
    for (key, value) in others {
      if !members.update(key, { $0.merge(value) }) { members[key] = value }
    }
    self = .object(members)
  }
}
