/// What a fold said of the events of a stream, of a limited number of events: those that were folded last.
struct KeptNotes: Sendable {
  private let limit: Int
  private var notes: [Int: [FoldNote]] = [:]
  /// The versions that have notes, in the order in which they were folded.
  private var order: [Int] = []

  /// - Parameter limit: of how many events notes are kept.
  init(limit: Int) { self.limit = limit }

  /// Takes what a batch's fold said; an event that is folded again has the notes of the last time that it
  /// had any.
  mutating func add(_ added: [FoldNote]) {
    for (version, said) in Dictionary(grouping: added, by: \.version).sorted(by: { $0.key < $1.key }
    ) {
      if notes.updateValue(said, forKey: version) == nil { order.append(version) }
    }
    let surplus = max(0, order.count - limit)
    for version in order.prefix(surplus) { notes[version] = nil }
    order.removeFirst(surplus)
  }

  /// Whether nothing was said.
  var isEmpty: Bool { order.isEmpty }

  /// The notes of a version's event.
  subscript(version: Int) -> [FoldNote] { notes[version] ?? [] }

  /// The notes of all versions up to one, ascending.
  func notes(through version: Int) -> [FoldNote] {
    order.filter { $0 <= version }.sorted().flatMap { self[$0] }
  }
}
