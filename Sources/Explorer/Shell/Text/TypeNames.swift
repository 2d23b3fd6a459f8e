import Rewind

/// The names of event types without the part that the long ones share.
///
/// `DaemonTests.TestingSupport.Travel, DaemonTests` becomes `Travel`, `EVENT_TYPE_TIMER_FIRED` among
/// others that start with `EVENT_TYPE_` becomes `TIMER_FIRED`. Two types never look alike.
struct TypeNames: Sendable {
  /// Names that take no more room than this lose nothing.
  private static let longEnough = 16
  private var names: [String] = []

  init() {}

  init(_ index: LogIndex) {
    self.init((0..<index.typeCount).map { index.typeName(TypeID(rawValue: $0)) })
  }

  init(_ whole: [String]) {
    names =
      [Self.withoutNamespaces(whole), Self.withoutSharedStart(whole)]
      .first { $0 != whole && Set($0).count == Set(whole).count } ?? whole
  }

  var count: Int { names.count }

  subscript(_ id: TypeID) -> String { id.rawValue < names.count ? names[id.rawValue] : "" }

  /// Classes without namespace and assembly: the last part of `A.B.Class, Assembly`.
  private static func withoutNamespaces(_ names: [String]) -> [String] {
    names.map { name in
      let qualified = name.prefix { $0 != "," }
      guard name.count > longEnough, let dot = qualified.lastIndex(where: { ".+/".contains($0) })
      else { return name }
      let last = qualified[qualified.index(after: dot)...]
      return last.first?.isUppercase == true ? String(last) : name
    }
  }

  /// Without what the long names start with, up to and with a sign that parts words.
  ///
  /// Where not all start alike, those that begin with the most frequent first word lose what they
  /// share, if they are at least half and share more than that word: `EVENT_TYPE_`, but not `order.`.
  private static func withoutSharedStart(_ names: [String]) -> [String] {
    let long = names.filter { $0.count > longEnough }
    guard long.count > 1 else { return names }
    var start = sharedStart(of: long)
    if start.isEmpty {
      let groups = Dictionary(grouping: long) { $0.prefix { $0.isLetter || $0.isNumber } }
      guard let largest = groups.max(by: { $0.value.count < $1.value.count }),
        largest.value.count > 1, largest.value.count * 2 >= long.count
      else { return names }
      start = sharedStart(of: largest.value)
      guard start.count > largest.key.count + 1 else { return names }
    }
    return names.map { name in
      name.count > longEnough && name.count > start.count && name.hasPrefix(start)
        ? String(name.dropFirst(start.count)) : name
    }
  }

  private static func sharedStart(of names: [String]) -> String {
    var shared = Array(names[0])
    for name in names.dropFirst() {
      shared = Array(zip(shared, name).prefix { $0 == $1 }.map(\.0))
    }
    let end = shared.lastIndex { !$0.isLetter && !$0.isNumber }
    return String(shared[..<(end.map { $0 + 1 } ?? 0)])
  }
}
