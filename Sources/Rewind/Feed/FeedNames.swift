internal import Synchronization

/// The streams and types that a feed has met, each known by a small number, and how far each stream is.
final class FeedNames: Sendable {
  /// The names of the streams.
  let streams = NameTable()
  /// The names of the types.
  let types = NameTable()

  private let selection: EventSelection
  /// The one category of a log that has one.
  private let onlyCategory: String?
  /// What the streams had before the feed began.
  private let before: (index: LogIndex, position: Int)?
  private let facts = Mutex(Facts())

  struct Facts {
    /// The last version of each stream.
    var versions: [UInt32] = []
    var streamIsSelected: [Bool] = []
    var typeIsSelected: [Bool] = []
  }

  init(
    selection: EventSelection, onlyCategory: String?, before: (index: LogIndex, position: Int)?
  ) {
    self.selection = selection
    self.onlyCategory = onlyCategory
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
        let isSelected = selection.types?.contains(String(decoding: bytes, as: UTF8.self)) ?? true
        facts.typeIsSelected.append(isSelected)
      }
      return UInt32(number)
    }
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
    guard let categories = selection.categories else { return true }
    if let onlyCategory { return categories.contains(onlyCategory) }
    if let category { return categories.contains(String(decoding: category, as: UTF8.self)) }
    return categories.contains(String(decoding: name.categoryPrefix, as: UTF8.self))
  }
}
