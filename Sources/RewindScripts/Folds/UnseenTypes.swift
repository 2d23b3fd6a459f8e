internal import Platform
internal import Rewind

/// The types that a script names and no event of a log has, each with the one that is nearly called so.
struct UnseenTypes {
  /// What they depend on beside the script.
  struct Basis: Hashable {
    private let generation: LogGeneration
    private let typeCount: Int
    private let upcasters: String

    init(_ log: LogSnapshot) {
      generation = log.generation
      typeCount = log.index.typeCount
      upcasters = log.upcasters.fingerprint
    }
  }

  /// In a log of more types none is looked for.
  private static let typeLimit = 1_000

  /// What is said of each of them.
  private(set) var remarks: [(name: String, text: String)] = []

  /// Looks for them.
  ///
  /// - Parameters:
  ///   - named: the types that the script names.
  ///   - category: that of the streams; where a script lifts its events, their types are not known.
  init(among named: [String], in log: LogSnapshot, category: String) {
    let index = log.index
    let unseen = named.filter { index.typeID(named: $0) == nil }
    guard !unseen.isEmpty, index.typeCount <= Self.typeLimit else { return }
    let known = Set(named)
    let others = (0..<index.typeCount).map { index.typeName(TypeID(rawValue: $0)) }
      .filter { !known.contains($0) && !log.upcasters.lifts($0, ofCategory: category) }
    for name in unseen {
      guard let meant = Self.meant(by: name, among: others) else { continue }
      remarks.append((name, Self.remark(on: name, nearlyCalled: meant, in: index)))
    }
  }

  /// What is wrong with a type, and what to write instead; of a type that next to no events have, it is not said which
  /// of both is right.
  private static func remark(
    on name: String, nearlyCalled other: String, in index: LogIndex
  ) -> String {
    let count = index.typeID(named: other).map { index.eventCount(ofType: $0) } ?? 0
    guard count * rareness * index.typeCount < index.validCount else {
      return "no event is of type \(name); not \(name), but \(other)"
    }
    return "no event is of type \(name), and \(count) of \(other), which may be a slip in the log"
  }

  /// A type with so many times fewer events than types have on average is rare.
  private static let rareness = 20

  /// The type whose name differs in the case of letters, or by a slip or two; those that differ in digits
  /// alone are two.
  private static func meant(by name: String, among types: [String]) -> String? {
    let lowercased = name.lowercased()
    let limit = name.count < 4 ? 0 : name.count < 8 ? 1 : 2
    func letters(_ name: String) -> String { name.filter { !$0.isNumber } }
    return types.map { (type: $0, lowercased: $0.lowercased()) }
      .filter { $0.lowercased == lowercased || letters($0.lowercased) != letters(lowercased) }
      .map { (type: $0.type, distance: Suggestion.distance($0.lowercased, lowercased)) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.type) < ($1.distance, $1.type) }?.type
  }
}
