/// The types of events that are sent, each by a number.
struct TypeNumbers {
  private(set) var names: [String] = []
  private let taken: Set<String>?
  private var numbers: [String: Int?] = [:]
  /// The first types that were met, of which most events are.
  private var first: [(type: String, number: Int?)] = []
  private static let firstLimit = 8

  /// Numbers some types; nil for all.
  init(of taken: Set<String>?) {
    self.taken = taken
  }

  /// A type's number; nil for one that is not numbered.
  mutating func number(of type: String) -> Int? {
    for known in first where known.type == type { return known.number }
    if let number = numbers[type] { return number }
    let isTaken = taken?.contains(type) ?? true
    let number = isTaken ? names.count : nil
    if isTaken { names.append(type) }
    if first.count < Self.firstLimit {
      first.append((type, number))
    } else {
      numbers[type] = .some(number)
    }
    return number
  }
}
