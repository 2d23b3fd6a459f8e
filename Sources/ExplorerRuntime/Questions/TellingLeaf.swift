import Explorer
import Rewind

/// Chooses which leaf of the data of a type's events tells one from another: of those that are no id, no time and
/// not always there and the same, the one with most distinct values; of equals the first in the order of keys.
struct TellingLeaf {
  /// So many members of an event are looked at.
  private static let leafLimit = 256
  /// So many leaves are kept of a type.
  private static let choiceLimit = 8

  private var leaves: [JSONPath: Leaf] = [:]
  private(set) var count = 0

  private struct Leaf {
    var first: Int
    var count = 0
    var values: Set<String> = []
    var isIDOrTime = false
  }

  /// The paths of the leaves, the most telling first; an event is told by the first of them that it has.
  ///
  /// Of one event alone it is not known what is always the same.
  var choices: [JSONPath] {
    let telling = leaves.filter {
      !$0.value.isIDOrTime && ($0.value.values.count > 1 || $0.value.count < count || count == 1)
    }
    let ranked = telling.sorted {
      ($1.value.values.count, $0.value.first) < ($0.value.values.count, $1.value.first)
    }
    return ranked.prefix(Self.choiceLimit).map(\.key)
  }

  /// Looks at the data of an event.
  mutating func add(_ data: JSONValue) {
    count += 1
    var left = Self.leafLimit
    add(data, at: .root, &left)
  }

  private mutating func add(_ value: JSONValue, at path: JSONPath, _ left: inout Int) {
    guard left > 0 else { return }
    switch value {
    case .object(let members):
      for member in members { add(member.value, at: path.appending(.key(member.key)), &left) }
    case .array(let elements):
      if let first = elements.first { add(first, at: path.appending(.index(0)), &left) }
    case .null: break
    default:
      left -= 1
      var leaf = leaves[path] ?? Leaf(first: leaves.count)
      let text = if case .string(let text) = value { text } else { value.text() }
      leaf.count += 1
      leaf.values.insert(String(text.prefix(64)))
      if IDText.isIDOrTime(value, at: path) { leaf.isIDOrTime = true }
      leaves[path] = leaf
    }
  }
}
