extension JSONValue {
  /// Takes over another value's latest facts.
  ///
  /// Objects are merged member by member, as deep as both are objects; anything else, null too,
  /// replaces what was there.
  public mutating func merge(_ other: JSONValue) {
    guard case .object(let members) = self, case .object(let others) = other else {
      self = other
      return
    }
    self = .null  // lets go of the members, so that they are changed in place
    self = .object(Merge(members: members, others: others).run())
  }
}

/// The merging of one object into another; those around it wait in a list, so that depth costs no
/// stack.
private struct Merge {
  private struct Level {
    var members: JSONObject
    let others: JSONObject
    /// The next of `others` to be taken over.
    var next = 0
    /// Where the object belongs in the one around it.
    var place = 0
  }

  private var level: Level
  private var outer: [Level] = []

  init(members: consuming JSONObject, others: JSONObject) {
    level = Level(members: members, others: others)
  }

  consuming func run() -> JSONObject {
    while true {
      while level.next < level.others.count {
        let (key, value) = level.others[level.next]
        level.next += 1
        guard let place = level.members.place(of: key) else {
          level.members[key] = value
          continue
        }
        if case .object(let others) = value, let members = level.members.takeObject(at: place) {
          let inner = Level(members: members, others: others, place: place)
          outer.append(level)
          level = inner
        } else {
          level.members.setValue(value, at: place)
        }
      }
      guard var around = outer.popLast() else { return level.members }
      around.members.setValue(.object(level.members), at: level.place)
      level = around
    }
  }
}
