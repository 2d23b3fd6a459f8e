internal import Platform

extension EventID {
  /// The id of a name: UUID version 5 (RFC 9562, 5.5), always the same for the same name.
  ///
  /// - Parameters:
  ///   - name: any text; its UTF-8 is what counts.
  ///   - namespace: tells names of one kind from those of another.
  public init(name: String, namespace: EventID) {
    var bytes: [UInt8] = []
    for word in [namespace.high, namespace.low] {
      for shift in stride(from: 56 as UInt64, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    bytes += name.utf8
    let digest = SHA1.digest(bytes)
    self.init(
      version: 5, high: UInt64(digest[0]) << 32 | UInt64(digest[1]),
      low: UInt64(digest[2]) << 32 | UInt64(digest[3]))
  }
}
