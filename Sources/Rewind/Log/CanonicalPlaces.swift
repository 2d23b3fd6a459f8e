/// Where in a line in canonical order the parts lie that no column of an index holds.
struct CanonicalPlaces: BitwiseCopyable, Sendable {
  /// In any other line.
  static let none = CanonicalPlaces(idStart: 0, idEnd: 0, dataStart: 0)

  var idStart: UInt32
  var idEnd: UInt32
  var dataStart: UInt32

  /// Whether the line is in canonical order.
  var areKnown: Bool { dataStart > 0 }
}

extension CanonicalPlaces {
  /// The places in a line, of its envelope; nil where it is not in canonical order.
  init?(of envelope: Envelope, in line: UnsafeRawBufferPointer) {
    guard let dataStart = envelope.dataStart, let id = envelope.id?.baseAddress,
      let count = envelope.id?.count, let base = line.baseAddress
    else { return nil }
    idStart = UInt32(id - base)
    idEnd = idStart + UInt32(count)
    self.dataStart = UInt32(dataStart)
  }
}
