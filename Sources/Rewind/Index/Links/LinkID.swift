internal import Platform

/// An id as the link index knows it: its bytes, with the capital letters of ASCII made small.
struct LinkID {
  private let bytes: [UInt8]

  init(_ id: String) {
    bytes = id.utf8.map(Self.small)
  }

  /// Whether a text that an event carries is the id.
  func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    text.count == bytes.count && zip(text, bytes).allSatisfy { Self.small($0) == $1 }
  }

  /// The hash under which an index finds it in a role.
  func hash(as link: EventLink, key: UInt64) -> UInt32 {
    bytes.withUnsafeBytes { Self.hash(ofSmall: $0, as: link, key: key) }
  }

  /// The hash under which an index keeps a text that an event carries in a role.
  static func hash(of text: UnsafeRawBufferPointer, as link: EventLink, key: UInt64) -> UInt32 {
    withUnsafeTemporaryAllocation(byteCount: text.count, alignment: 8) { copy in
      for place in text.indices { copy[place] = small(text[place]) }
      return hash(ofSmall: UnsafeRawBufferPointer(copy), as: link, key: key)
    }
  }

  private static func hash(
    ofSmall bytes: UnsafeRawBufferPointer, as link: EventLink, key: UInt64
  ) -> UInt32 {
    UInt32(truncatingIfNeeded: BlockChecksum.of(bytes, seed: key &+ link.number) >> 32)
  }

  @inline(__always)
  private static func small(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}

extension EventLink {
  /// What tells its hashes from those of the other roles; part of the index's format.
  fileprivate var number: UInt64 {
    switch self {
    case .id: 0
    case .correlation: 1
    case .causation: 2
    }
  }
}
