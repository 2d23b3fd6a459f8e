import Rewind

/// The names of event types without the part that the long ones share.
///
/// `DaemonTests.TestingSupport.Travel, DaemonTests` becomes `Travel` among others of that
/// namespace and assembly, `EVENT_TYPE_TIMER_FIRED` becomes `TIMER_FIRED`.
struct TypeNames: Sendable {
  /// Names that take no more room than this lose nothing.
  private static let longEnough = 16
  private var names: [String] = []

  init() {}

  init(_ index: LogIndex) {
    self.init((0..<index.typeCount).map { index.typeName(TypeID(rawValue: $0)) })
  }

  init(_ whole: [String]) {
    names = whole
    let long = whole.filter { $0.count > Self.longEnough }
    guard long.count > 1 else { return }
    let prefix = Self.sharedPrefix(long)
    let suffix = Self.sharedPrefix(long.map { String($0.reversed()) })
    guard prefix + suffix > 0 else { return }
    let short = whole.map { name in
      guard name.count > Self.longEnough, name.count > prefix + suffix else { return name }
      return String(name.dropFirst(prefix).dropLast(suffix))
    }
    // Two types must never look alike.
    guard Set(short).count == Set(whole).count else { return }
    names = short
  }

  var count: Int { names.count }

  subscript(_ id: TypeID) -> String { id.rawValue < names.count ? names[id.rawValue] : "" }

  /// How many characters all start with, up to and with a sign that parts words.
  private static func sharedPrefix(_ names: [String]) -> Int {
    var shared = Array(names[0])
    for name in names.dropFirst() {
      shared = Array(zip(shared, name).prefix { $0 == $1 }.map(\.0))
    }
    let end = shared.lastIndex { !$0.isLetter && !$0.isNumber }
    return end.map { $0 + 1 } ?? 0
  }
}
