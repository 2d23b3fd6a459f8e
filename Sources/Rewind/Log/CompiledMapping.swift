/// A mapping with its keys as bytes, ready to be compared with those of a line; one for each log.
struct CompiledMapping: Sendable {
  let roles: [EnvelopeMapping.Role: CompiledSource]
  /// Where data may be `after` a change, and where what the change did is told beside it.
  let changes: [(after: CompiledSource.Part, operation: CompiledSource.Part)]
  /// Whether lines are read as Rewind's own.
  let isRewind: Bool
  /// Whether they are those of a store, which lack nothing.
  let isStore: Bool
  /// Whether streams may have a tenant.
  let hasTenants: Bool
  /// Whether a role is the name of the folder that a file is in.
  let usesFolder: Bool

  /// That of Rewind's own lines.
  static let rewind = CompiledMapping(.rewind)

  /// What streams belong to whose names tell no category; nil to take what stands before the first `-`.
  private let logName: OwnedBytes?

  /// - Parameters:
  ///   - isStore: whether lines are those of a store.
  ///   - logName: the name of a log that another system wrote; nil for any other.
  init(_ mapping: EnvelopeMapping, isStore: Bool = false, logName: String? = nil) {
    self.isStore = isStore
    self.logName = logName.map { OwnedBytes(Array($0.utf8)) }
    isRewind = mapping.sources == EnvelopeMapping.rewind.sources
    let used = UsedKeys(mapping)
    hasTenants = mapping.sources[.tenant] != nil
    usesFolder = mapping.sources.values.contains { $0.alternatives.joined().contains(.folder) }
    roles = mapping.sources.mapValues { CompiledSource($0, used) }
    changes = (roles[.data]?.alternatives ?? []).compactMap { parts in
      guard parts.count == 1, case .path(let path) = parts[0], case .key(let last)? = path.last,
        last.elementsEqual("after".utf8)
      else { return nil }
      return (parts[0], .path(path.dropLast() + [.key(Array("op".utf8))]))
    }
  }

  /// The category of a stream's name in a log that another system wrote; nil where it is what stands before
  /// the first `-`.
  func category(ofName name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard let logName else { return nil }
    guard let category = name.categoryBeforeID else { return logName.bytes }
    return category.count == name.categoryPrefix.count ? nil : category
  }
}

/// A source with its keys as bytes, ready to be compared with those of a line.
struct CompiledSource: Sendable, CustomStringConvertible {
  /// One step down in a value.
  enum Step: Hashable, Sendable {
    case key([UInt8])
    case index(Int)
  }

  enum Part: Sendable {
    case path([Step])
    case constant(OwnedBytes)
    case file
    case folder
    case suffix([UInt8])
    /// The name, or the value, of the one key of an object besides those that are used.
    case keyName([Step], besides: UsedKeys.OfObject)
    case keyValue([Step], besides: UsedKeys.OfObject)
    case base64([Step])
    case rest([Step])
  }

  let alternatives: [[Part]]
  let description: String

  init(_ source: EnvelopeSource, _ used: UsedKeys) {
    description = source.description
    alternatives = source.alternatives.map { $0.map { Self.compile($0, used) } }
  }

  private static func compile(_ part: EnvelopeSource.Part, _ used: UsedKeys) -> Part {
    switch part {
    case .path(let path): .path(path.steps)
    case .constant(let text): .constant(OwnedBytes(Array(text.utf8)))
    case .file: .file
    case .folder: .folder
    case .suffix(let ending): .suffix(Array(ending.utf8))
    case .keyName(let path): .keyName(path.steps, besides: used.of(path))
    case .keyValue(let path): .keyValue(path.steps, besides: used.of(path))
    case .base64(let path): .base64(path.steps)
    case .rest(let path): .rest(path.steps)
    }
  }
}

/// The keys that the roles of a mapping use.
struct UsedKeys {
  /// Those of one object.
  struct OfObject: Sendable {
    var names: [[UInt8]] = []
    var endings: [[UInt8]] = []
  }

  private let parts: [EnvelopeSource.Part]

  init(_ mapping: EnvelopeMapping) {
    parts = mapping.sources.values.flatMap { $0.alternatives.joined() }
  }

  /// The keys of the object at a path.
  func of(_ object: JSONPath) -> OfObject {
    var used = OfObject()
    for part in parts {
      switch part {
      case .path(let path), .keyName(let path), .keyValue(let path), .base64(let path),
        .rest(let path):
        guard path != object, object.contains(path),
          case .key(let key) = path.components[object.components.count]
        else { continue }
        used.names.append(Array(key.utf8))
      case .suffix(let ending) where object.isRoot: used.endings.append(Array(ending.utf8))
      case .suffix, .constant, .file, .folder: continue
      }
    }
    return used
  }
}

extension JSONPath {
  fileprivate var steps: [CompiledSource.Step] {
    components.map { component in
      switch component {
      case .key(let key): .key(Array(key.utf8))
      case .index(let index): .index(index)
      }
    }
  }
}

/// Bytes at a place that does not move, so that pointers to them stay good while this is held.
final class OwnedBytes: @unchecked Sendable {
  /// The bytes; never written after they were made.
  let bytes: UnsafeRawBufferPointer

  init(_ bytes: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    memory.copyBytes(from: bytes)
    self.bytes = UnsafeRawBufferPointer(memory)
  }

  deinit {
    bytes.deallocate()
  }
}
