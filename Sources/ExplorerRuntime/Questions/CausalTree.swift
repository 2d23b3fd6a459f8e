import Rewind

/// Events in the order of what caused them: each below its cause, and causes and effects of one event in the order of
/// the log.
struct CausalTree {
  /// An event, and how many stand above it.
  struct Node: Equatable {
    let position: Int
    let depth: Int
  }

  private(set) var nodes: [Node] = []
  private var children: [Int: [Int]] = [:]
  private var left: Set<Int>

  init(_ events: [EventRecord]) {
    let events = events.sorted { $0.position < $1.position }
    left = Set(events.map(\.position))
    let byID = Dictionary(
      events.compactMap { event in event.id.map { ($0.lowercased(), event.position) } }
    ) { first, _ in first }
    var roots: [Int] = []
    for event in events {
      let cause = event.linkedID("causation_id").flatMap { byID[$0.lowercased()] }
      if let cause, cause != event.position {
        children[cause, default: []].append(event.position)
      } else {
        roots.append(event.position)
      }
    }
    for root in roots { add(root, depth: 0) }
    // What is left has causes that lead round in a circle.
    for event in events { add(event.position, depth: 0) }
  }

  private mutating func add(_ position: Int, depth: Int) {
    guard left.remove(position) != nil else { return }
    nodes.append(Node(position: position, depth: depth))
    for child in children[position] ?? [] { add(child, depth: depth + 1) }
  }
}

extension EventRecord {
  /// An id in the metadata: of a correlation, or of a cause; nil where there is none.
  func linkedID(_ key: String) -> String? {
    switch metadata?.value[key] {
    case .string(let text)? where !text.isEmpty: text
    case .number(let number)?: number.text
    default: nil
    }
  }
}
