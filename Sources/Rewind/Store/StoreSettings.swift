internal import Platform

/// What a store's `rewind.json` says.
public struct StoreSettings: Hashable, Sendable {
  static let fileName = "rewind.json"
  static let formatVersion = 1

  /// When an append answers.
  public var sync: SyncPolicy
  /// A segment that an append would make larger than this, in bytes, is sealed and a new one begun.
  public var segmentSize: Int
  /// A snapshot is taken of an aggregate after so many events; nil for only on demand.
  public var snapshotEvents: Int?

  /// Settings for a new store.
  public init(
    sync: SyncPolicy = .every, segmentSize: Int = 256 << 20, snapshotEvents: Int? = nil
  ) {
    self.sync = sync
    self.segmentSize = segmentSize
    self.snapshotEvents = snapshotEvents
  }
}

extension StoreSettings {
  /// Reads a store's settings; what is not there has its default.
  static func read(from store: String) throws(StoreError) -> StoreSettings {
    let path = store + "/" + fileName
    let bytes: [UInt8]
    do {
      bytes = try SystemFile.contents(of: path)
    } catch {
      throw .file(LogFileError(error))
    }
    guard let text = try? JSONText(validating: bytes), case .object(let object) = text.value else {
      throw .settings("\(path): no valid JSON object; restore it, or delete what is wrong in it")
    }
    guard text["format"]?.int == formatVersion else {
      let found = text["format"]
      let isNewer = found?.int.map { $0 > formatVersion } ?? false
      throw .settings(
        "\(path): the store's format is \(found?.description ?? "not said"), this program reads "
          + "\(formatVersion); " + (isNewer ? "use a newer one" : "put the file back as it was"))
    }
    return try StoreSettings(object, path: path)
  }

  private init(_ object: JSONObject, path: String) throws(StoreError) {
    self.init()
    if let size = object["segment_size"] {
      guard case .number(let number) = size, let bytes = number.int, bytes > 0 else {
        throw .settings("\(path): segment_size is a number of bytes above 0")
      }
      segmentSize = bytes
    }
    if let interval = object["snapshot_every"] {
      guard case .number(let number) = interval, let events = number.int, events > 0 else {
        throw .settings("\(path): snapshot_every is a number of events above 0")
      }
      snapshotEvents = events
    }
    switch object["sync"] {
    case nil, .string("every"): sync = .every
    case .string("never"): sync = .never
    case .object(let policy):
      guard case .number(let number)? = policy["interval_ms"], let wait = number.int, wait > 0
      else { fallthrough }
      sync = .interval(milliseconds: wait)
    default:
      throw .settings(
        "\(path): sync is \"every\", \"never\" or {\"interval_ms\": N} with N above 0")
    }
  }

  /// Refuses settings that no store can have.
  func check(for path: String) throws(StoreError) {
    // What is written is what is read.
    let object = (try? JSONText(text))?.value.object ?? [:]
    _ = try StoreSettings(object, path: path + "/" + Self.fileName)
  }

  /// The text of `rewind.json`.
  var text: String {
    let sync =
      switch sync {
      case .every: "\"every\""
      case .never: "\"never\""
      case .interval(let wait): "{\"interval_ms\": \(wait)}"
      }
    let snapshots = snapshotEvents.map { ",\n  \"snapshot_every\": \($0)" } ?? ""
    return """
      {
        "format": \(Self.formatVersion),
        "sync": \(sync),
        "segment_size": \(segmentSize)\(snapshots)
      }

      """
  }
}
