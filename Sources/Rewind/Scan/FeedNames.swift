internal import Synchronization

/// The streams and types that a feed has met, each known by a small number, and which are asked for.
final class FeedNames: Sendable {
  /// The names of the streams.
  let streams = NameTable()
  /// The names of the types.
  let types = NameTable()
  /// What may turn an event of another type into one of a selected type.
  let upcasters: Upcasters

  private let selection: EventSelection
  /// The streams and categories that are selected, as bytes; nil for all.
  private let selectedStreams: Set<[UInt8]>?
  private let selectedCategories: [[UInt8]]?
  /// The one category of a log that has one.
  private let onlyCategory: [UInt8]?
  private let onlyCategoryName: String?

  /// The categories that the log gives streams.
  private let categories: GivenCategories

  init(selection: EventSelection, upcasters: Upcasters, onlyCategory: String?) {
    let categories = GivenCategories()
    self.categories = categories
    self.upcasters = upcasters.grouping { stream in
      onlyCategory ?? categories[stream] ?? upcasters.category(of: stream)
    }
    self.selection = selection
    selectedStreams = selection.streams.map { Set($0.map { Array($0.rawValue.utf8) }) }
    selectedCategories = selection.categories.map { $0.map { Array($0.utf8) } }
    onlyCategoryName = onlyCategory
    self.onlyCategory = onlyCategory.map { Array($0.utf8) }
  }

  /// Remembers what is to be known of a stream when its events are lifted and folded.
  func note(_ stream: ScannedChunk.NewStream) {
    guard let category = stream.category else { return }
    categories[StreamName(String(decoding: stream.name, as: UTF8.self))] =
      String(decoding: category, as: UTF8.self)
  }

  /// The category of a stream, as its log has it.
  func category(of stream: StreamName) -> String {
    onlyCategoryName ?? categories[stream] ?? stream.category
  }

  /// Whether events of a type are asked for, as it is stored or as it may be lifted.
  func isSelected(type name: [UInt8]) -> Bool {
    selection.hasType(String(decoding: name, as: UTF8.self), liftedBy: upcasters)
  }

  /// Whether events of a stream are asked for.
  func isSelected(_ stream: ScannedChunk.NewStream) -> Bool {
    if let selectedStreams, !selectedStreams.contains(stream.name) { return false }
    guard let selectedCategories else { return true }
    if let category = onlyCategory ?? stream.category {
      return selectedCategories.contains(category)
    }
    return stream.name.withUnsafeBytes { name in
      selectedCategories.contains { name.categoryPrefix.elementsEqual($0) }
    }
  }

  /// Whether an event is of a type that is asked for, as it is.
  func isSelected(_ event: EventRecord) -> Bool { selection.hasType(event.type) }

  /// The events that a stored one is lifted to, without those that are not asked for.
  func lifted(_ event: EventRecord) throws -> [EventRecord] {
    try upcasters.lifted(event).filter(isSelected)
  }

  /// The same of several events, each at its place.
  func lifted(_ events: [EventRecord]) throws -> [Result<[EventRecord], UpcastError>] {
    try upcasters.lifted(events).map { lifted in
      lifted.map { $0.filter(isSelected) }
    }
  }
}

/// The categories of streams, set by who reads a log and asked for by those who fold it.
private final class GivenCategories: Sendable {
  private let names = Mutex<[StreamName: String]>([:])

  subscript(stream: StreamName) -> String? {
    get { names.withLock { $0[stream] } }
    set { names.withLock { $0[stream] = newValue } }
  }
}
