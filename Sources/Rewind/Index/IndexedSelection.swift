/// A selection by the numbers of an index, so that no name is compared for an event.
struct IndexedSelection {
  private let index: LogIndex
  /// The numbers of the streams; nil for all.
  let streams: Set<UInt32>?
  private let categories: Set<UInt32>?
  private let types: Set<UInt32>?

  /// Translates a selection; types that upcasters may change are selected too.
  init(_ selection: EventSelection, upcasters: Upcasters, in index: LogIndex) {
    self.index = index
    types = selection.types.map { _ in
      let selected = (0..<index.typeCount).filter { type in
        selection.hasType(index.typeName(TypeID(rawValue: type)), liftedBy: upcasters)
      }
      return Set(selected.map(UInt32.init))
    }
    streams = selection.streams.map { names in
      Set(names.compactMap { index.streamID(named: $0.rawValue).map { UInt32($0.rawValue) } })
    }
    categories = Self.categories(selection, in: index)
  }

  /// Whether the event at a position is selected.
  ///
  /// - Precondition: there is an event, and no damaged line.
  func contains(eventAt position: Int) -> Bool {
    let stream = index.lines.stream[position - 1]
    if let types, !types.contains(index.lines.type[position - 1]) { return false }
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
    return Set(names.compactMap { index.streams.categoryNames.id(of: $0).map(UInt32.init) })
  }
}
