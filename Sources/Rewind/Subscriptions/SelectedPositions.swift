/// The positions of the events that a selection is about, and of damaged lines, in order.
struct SelectedPositions: IteratorProtocol {
  private let index: LogIndex
  private let selection: IndexedSelection
  /// The positions of the only stream there is to look at, and which comes next.
  private let ofStream: StreamPositions?
  private var nextOfStream = 0
  private var damaged: ArraySlice<Int> = []
  private var position: Int

  /// The positions after a position; types that upcasters may change are selected too.
  init(
    _ selection: EventSelection, upcasters: Upcasters, in index: LogIndex, after position: Int
  ) {
    self.index = index
    self.position = position
    self.selection = IndexedSelection(selection, upcasters: upcasters, in: index)
    guard let streams = self.selection.streams, streams.count <= 1 else {
      ofStream = nil
      return
    }
    let stream = streams.first.map { StreamID(rawValue: Int($0)) }
    let positions = stream.map { index.loggedPositions(of: $0) } ?? .none
    nextOfStream = positions.countUpTo(position)
    ofStream = positions
    damaged = index.damagedPositions.drop { $0 <= position }
  }

  mutating func next() -> Int? {
    if let ofStream { return next(of: ofStream) }
    while position < index.eventCount {
      position += 1
      if isSelected(position) { return position }
    }
    return nil
  }

  /// The next of one stream's events that are of the right type, or the damaged line before it.
  private mutating func next(of stream: StreamPositions) -> Int? {
    while nextOfStream < stream.count {
      let position = stream[nextOfStream]
      if let damage = damaged.first, damage < position { return damaged.popFirst() }
      nextOfStream += 1
      if selection.contains(eventAt: position) { return position }
    }
    return damaged.popFirst()
  }

  private func isSelected(_ position: Int) -> Bool {
    index.lines.stream[position - 1] == LineColumns.damaged
      ? !index.isMovedAside(position) : selection.contains(eventAt: position)
  }
}
