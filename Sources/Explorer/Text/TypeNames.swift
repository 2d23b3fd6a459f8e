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

  /// Without what all the long names start with, up to and with a sign that parts words.
  private static func withoutSharedStart(_ names: [String]) -> [String] {
    let long = names.filter { $0.count > longEnough }
    guard long.count > 1 else { return names }
    var shared = Array(long[0])
    for name in long.dropFirst() {
      shared = Array(zip(shared, name).prefix { $0 == $1 }.map(\.0))
    }
    guard let end = shared.lastIndex(where: { !$0.isLetter && !$0.isNumber }) else { return names }
    return names.map { name in
      name.count > longEnough && name.count > end + 1 ? String(name.dropFirst(end + 1)) : name
    }
  }
}
