/// The columns behind the key that two definitions give a row, and which of its rows are the same.
struct RowShapes {
  private let old: [ReadModelColumn]
  private let new: [ReadModelColumn]
  /// The numbers of the columns that tell rows apart, where both definitions have the same ones.
  private let told: [Int]?
  /// Whether one of them has its row as a document, and the other in columns.
  private let isMixed: Bool

  init(_ old: ProjectionDefinition, _ new: ProjectionDefinition) {
    self.init(old.states, new.states)
  }

  /// Those of the half of the state that all rows share.
  init(shared old: ProjectionDefinition, _ new: ProjectionDefinition) {
    self.init(old.shared, new.shared)
  }

  private init(_ oldTable: ReadModelTable?, _ newTable: ReadModelTable?) {
    let old = Array((oldTable ?? newTable)?.columns.dropFirst() ?? [])
    let new = Array((newTable ?? oldTable)?.columns.dropFirst() ?? [])
    (self.old, self.new) = (old, new)
    told = old == new ? new.indices.filter { new[$0].role != .lastPosition } : nil
    isMixed = old.contains { $0.role == .document } != new.contains { $0.role == .document }
  }

  /// Whether two definitions give rows, and what all rows share, the same columns.
  static func haveSameColumns(_ old: ProjectionDefinition, _ new: ProjectionDefinition) -> Bool {
    old.states.columns.dropFirst() == new.states.columns.dropFirst()
      && old.shared?.columns == new.shared?.columns
  }

  /// Whether rows are the same but for the position of their last events and the order of the members of documents.
  func areSame(_ a: [ReadModelValue]?, _ b: [ReadModelValue]?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    guard let told else { return changes(from: a, to: b).isEmpty }
    return told.allSatisfy { a[$0] == b[$0] || new[$0].isJSON && a[$0].isSameJSON(as: b[$0]) }
  }

  func changes(from a: [ReadModelValue]?, to b: [ReadModelValue]?) -> [ColumnChange] {
    ColumnChange.changes(from: a, old[...], to: b, new[...], isMixed: isMixed)
  }
}

extension ReadModelColumn {
  fileprivate var isJSON: Bool { role == .document || role == .json }
}

extension ReadModelValue {
  /// Whether both are the JSON of objects, or of arrays, that say the same.
  func isSameJSON(as other: ReadModelValue) -> Bool {
    guard case .text(let a) = self, case .text(let b) = other, let first = a.utf8.first,
      first == UInt8(ascii: "{") || first == UInt8(ascii: "["), b.utf8.first == first,
      let a = try? JSONText(a), let b = try? JSONText(b)
    else { return false }
    return a.value == b.value
  }
}
