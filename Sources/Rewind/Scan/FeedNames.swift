internal import Synchronization

/// The streams and types that a feed has met, each known by a small number, and how far each stream is.
final class FeedNames: Sendable {
  /// The names of the streams.
  let streams = NameTable()
  /// The names of the types.
  let types = NameTable()

  /// The types, streams and categories that are selected; nil for all.
  private let selectedTypes: Set<String>?
  /// What may turn an event of another type into one of a selected type.
  let upcasters: Upcasters
  private let selectedStreams: Set<[UInt8]>?
  private let selectedCategories: [[UInt8]]?
  /// The one category of a log that has one.
  private let onlyCategory: [UInt8]?
  /// What the streams had before the feed began.
  private let before: (index: LogIndex, position: Int)?
  private let facts = Mutex(Facts())

  struct Facts {
    /// The last version of each stream.
    fileprivate var versions: [UInt32] = []
    fileprivate var streamIsSelected: [Bool] = []
    fileprivate var typeIsSelected: [Bool] = []
  }

  init(
    selection: EventSelection, upcasters: Upcasters, onlyCategory: String?,
    before: (index: LogIndex, position: Int)?
  ) {
    self.upcasters = upcasters
    selectedTypes = selection.types
    selectedStreams = selection.streams.map { Set($0.map { Array($0.rawValue.utf8) }) }
    selectedCategories = selection.categories.map { $0.map { Array($0.utf8) } }
    self.onlyCategory = onlyCategory.map { Array($0.utf8) }
    self.before = before
  }

  /// The number of a stream's name, learnt now where it is new.
  func number(of stream: ScannedChunk.NewStream, _ facts: inout Facts) -> UInt32 {
    stream.name.withUnsafeBytes { name in
      let number = streams.intern(name)
      if number == facts.versions.count {
        facts.versions.append(versionBefore(name))
        facts.streamIsSelected.append(isSelected(name, category: stream.category))
      }
      return UInt32(number)
    }
  }

  /// The number of a type's name, learnt now where it is new.
  func number(ofType name: [UInt8], _ facts: inout Facts) -> UInt32 {
    name.withUnsafeBytes { bytes in
      let number = types.intern(bytes)
      if number == facts.typeIsSelected.count {
        let type = String(decoding: bytes, as: UTF8.self)
        facts.typeIsSelected.append(isSelected(type) || upcasters.lifts(type))
      }
      return UInt32(number)
    }
  }

  /// Whether events are asked for that have a type once they are lifted.
  func isSelected(_ type: String) -> Bool { selectedTypes?.contains(type) ?? true }

  /// What a stored event stands for today, as far as that is asked for.
  func lifted(_ event: EventRecord) throws(UpcastError) -> [EventRecord] {
    try upcasters.lifted(event).filter { isSelected($0.type) }
  }

  func withFacts<Result>(_ body: (inout Facts) -> Result) -> Result {
    facts.withLock { body(&$0) }
  }

  private func versionBefore(_ name: UnsafeRawBufferPointer) -> UInt32 {
    guard let before,
      let stream = before.index.streamID(named: String(decoding: name, as: UTF8.self))
    else { return 0 }
    return UInt32(before.index.positions(of: stream).countUpTo(before.position))
  }

  private func isSelected(_ name: UnsafeRawBufferPointer, category: [UInt8]?) -> Bool {
    if let selectedStreams, !selectedStreams.contains(Array(name)) { return false }
    guard let selectedCategories else { return true }
    if let category = onlyCategory ?? category { return selectedCategories.contains(category) }
    return selectedCategories.contains { name.categoryPrefix.elementsEqual($0) }
  }
}

extension FeedNames.Facts {
  /// Counts an event of a stream, and answers its version.
  @inline(__always)
  mutating func count(_ stream: UInt32) -> UInt32 {
    versions[Int(stream)] += 1
    return versions[Int(stream)]
  }

  /// Whether events of a stream and a type are asked for.
  @inline(__always)
  func isSelected(stream: UInt32, type: UInt32) -> Bool {
    streamIsSelected[Int(stream)] && typeIsSelected[Int(type)]
  }

  /// How many partitions have been met, those that are not asked for among them.
  func count(of partition: ProjectionPartition) -> Int {
    switch partition {
    case .stream: streamIsSelected.count
    case .type: typeIsSelected.count
    case .whole: min(1, streamIsSelected.count)
    }
  }

  /// Whether a partition may have events that are asked for.
  func isSelected(_ number: Int, of partition: ProjectionPartition) -> Bool {
    switch partition {
    case .stream: streamIsSelected[number]
    case .type: typeIsSelected[number]
    case .whole: true
    }
  }
}
