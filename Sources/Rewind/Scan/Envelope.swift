/// The parts of one line, as bytes of that line or of the reader that cut it.
///
/// Valid until the reader that made it reads the next line.
struct Envelope {
  var stream = UnsafeRawBufferPointer(start: nil, count: 0)
  /// The category that a mapping gives, or that of a name with a tenant before it; nil where the stream's
  /// name tells it.
  var category: UnsafeRawBufferPointer?
  var type = UnsafeRawBufferPointer(start: nil, count: 0)
  var version: Int?
  var position: Int?
  /// Microseconds since 1970.
  var time: Int64?
  var id: UnsafeRawBufferPointer?
  /// Place in its append and the number of the append's events; nil for an append of one.
  var batch: BatchPart?
  /// Roles that are there and could not be read.
  var unread: UnreadRoles = []
}

/// Why a line is no valid event.
struct LineError: Error, Hashable, Sendable {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}

extension JSONScanner {
  /// The index of the closing quote of a string, given where its content begins.
  static func endOfString(in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = text.baseAddress else { return nil }
    return endOfString(in: base.assumingMemoryBound(to: UInt8.self), from: start, to: text.count)
  }

  /// The index behind the value that begins at `start`.
  static func endOfValue(in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = text.baseAddress else { return nil }
    return endOfValue(in: base.assumingMemoryBound(to: UInt8.self), from: start, to: text.count)
  }
}
