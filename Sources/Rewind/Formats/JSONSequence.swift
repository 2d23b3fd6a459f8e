/// JSON text sequences (RFC 7464): documents, each behind a byte that no document has.
enum JSONSequence {
  /// What stands before each document: the control character RS.
  static let separator: UInt8 = 0x1E
}
