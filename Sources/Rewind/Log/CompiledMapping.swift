/// A mapping with its keys as bytes, ready to be compared with those of a line; one for each log.
struct CompiledMapping: Sendable {
  let roles: [EnvelopeMapping.Role: CompiledSource]
  /// The keys that roles use, which `rest` leaves out.
  let reservedKeys: [[UInt8]]
  /// The endings of keys that roles use.
  let reservedEndings: [[UInt8]]
  /// Where data may be `after` a change, and where what the change did is told beside it.
  let changes: [(after: CompiledSource.Part, operation: CompiledSource.Part)]
  /// Whether lines are read as Rewind's own.
  let isRewind: Bool
  /// Whether they are those of a store, which lack nothing.
  let isStore: Bool

  /// That of Rewind's own lines.
  static let rewind = CompiledMapping(.rewind)

  init(_ mapping: EnvelopeMapping, isStore: Bool = false) {
    self.isStore = isStore
    isRewind = mapping.sources == EnvelopeMapping.rewind.sources
    roles = mapping.sources.mapValues(CompiledSource.init)
    changes = (roles[.data]?.alternatives ?? []).compactMap { parts in
      guard parts.count == 1, case .path(let path) = parts[0],
        path.last.map({ $0.elementsEqual("after".utf8) }) == true
      else { return nil }
      return (parts[0], .path(path.dropLast() + [Array("op".utf8)]))
    }
    let parts = mapping.sources.values.flatMap { $0.alternatives.joined() }
    reservedKeys = parts.compactMap { part in
      if case .path(let path) = part, case .key(let key)? = path.components.first {
        return Array(key.utf8)
      }
      return nil
    }
    reservedEndings = parts.compactMap { part in
      if case .suffix(let ending) = part { return Array(ending.utf8) }
      return nil
    }
  }
}

/// A source with its keys as bytes, ready to be compared with those of a line.
struct CompiledSource: Sendable, CustomStringConvertible {
  enum Part: Sendable {
    case path([[UInt8]])
    case constant(OwnedBytes)
    case file
    case suffix([UInt8])
    case rest
  }

  let alternatives: [[Part]]
  let description: String

  init(_ source: EnvelopeSource) {
    description = source.description
    alternatives = source.alternatives.map { $0.map(Self.compile) }
  }

  private static func compile(_ part: EnvelopeSource.Part) -> Part {
    switch part {
    case .path(let path): .path(path.components.map { Array($0.keyText.utf8) })
    case .constant(let text): .constant(OwnedBytes(Array(text.utf8)))
    case .file: .file
    case .suffix(let ending): .suffix(Array(ending.utf8))
    case .rest: .rest
    }
  }
}

extension JSONPath.Component {
  /// The key, or the index as a key is spelled.
  fileprivate var keyText: String {
    switch self {
    case .key(let key): key
    case .index(let index): String(index)
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
