/// The positions of the events that a selection is about, and of damaged lines, in order.
struct SelectedPositions: IteratorProtocol {
  private let index: LogIndex
  private let streams: Set<UInt32>?
  private let categories: Set<UInt32>?
  private let types: Set<UInt32>?
  /// The positions of the only stream there is to look at, and which comes next.
  private let ofStream: StreamPositions?
  private var nextOfStream = 0
  private var damaged: ArraySlice<Int> = []
  private var position: Int

  /// Those behind a position; also of types that upcasters may turn into others.
  init(
    _ selection: EventSelection, upcasters: Upcasters, in index: LogIndex, after position: Int
  ) {
    self.index = index
    self.position = position
    types = selection.types.map { names in
      let ids = (0..<index.typeCount).filter { id in
        let name = index.typeName(TypeID(rawValue: id))
        return names.contains(name) || upcasters.lifts(name)
      }
      return Set(ids.map(UInt32.init))
    }
    categories = Self.categories(selection, in: index)
    let streams = selection.streams?.compactMap { index.streamID(named: $0.rawValue) }
    self.streams = streams.map { Set($0.map { UInt32($0.rawValue) }) }
    guard let streams, streams.count <= 1 else {
      ofStream = nil
      return
    }
    let positions = streams.first.map { index.positions(of: $0) } ?? .none
    nextOfStream = positions.countUpTo(position)
    ofStream = positions
    damaged = index.damagedPositions.drop { $0 <= position }
  }

  mutating func next() -> Int? {
    if let ofStream { return next(of: ofStream) }
    while position < index.eventCount {
      position += 1
      if isSelected(position - 1) { return position }
    }
    return nil
  }

  /// The next of one stream's events that are of the right type, or the damaged line before it.
  private mutating func next(of stream: StreamPositions) -> Int? {
    while nextOfStream < stream.count {
      let position = stream[nextOfStream]
      if let damage = damaged.first, damage < position { return damaged.popFirst() }
      nextOfStream += 1
      if isSelected(position - 1) { return position }
    }
    return damaged.popFirst()
  }

  private func isSelected(_ line: Int) -> Bool {
    let stream = index.lines.stream[line]
    guard stream != LineColumns.damaged else { return !index.isMovedAside(line + 1) }
    if let types, !types.contains(index.lines.type[line]) { return false }
    if let streams, !streams.contains(stream) { return false }
    guard let categories else { return true }
    return categories.contains(index.streams.facts[Int(stream)].category)
  }

  /// The numbers of the categories; nil where all streams are of one that is selected.
  private static func categories(
    _ selection: EventSelection, in index: LogIndex
  ) -> Set<UInt32>? {
    guard let names = selection.categories else { return nil }
    if let only = index.onlyCategory { return names.contains(only) ? nil : [] }
    let ids = names.compactMap { index.streams.categoryNames.id(of: $0).map(UInt32.init) }
    return Set(ids)
  }
}
