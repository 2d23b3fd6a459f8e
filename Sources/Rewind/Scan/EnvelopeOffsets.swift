/// Where in a line in canonical order the parts lie that no column of an index holds.
struct EnvelopeOffsets: BitwiseCopyable, Sendable {
  /// In any other line.
  static let none = EnvelopeOffsets(idStart: 0, idEnd: 0, dataStart: 0)

  var idStart: UInt32
  var idEnd: UInt32
  var dataStart: UInt32

  /// Whether the line is in canonical order.
  var areKnown: Bool { dataStart > 0 }
}
