/// Where the parts of a line that no index keeps begin and end, in a line in canonical order.
struct EnvelopeOffsets: BitwiseCopyable, Sendable {
  /// The offsets of a line in any other order: unknown.
  static let none = EnvelopeOffsets(idStart: 0, idEnd: 0, dataStart: 0)

  var idStart: UInt32
  var idEnd: UInt32
  var dataStart: UInt32

  /// Whether the line is in canonical order.
  var areKnown: Bool { dataStart > 0 }
}
