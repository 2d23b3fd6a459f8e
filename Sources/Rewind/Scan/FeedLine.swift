/// One line of a batch.
struct FeedLine: BitwiseCopyable, Sendable {
  /// Which piece of the batch's bytes it is in, and where.
  var piece: UInt32
  var start: UInt32
  var length: UInt32
  var offsets: EnvelopeOffsets
  /// The feed's numbers of stream and type; meaningless where the line is damaged.
  var stream: UInt32
  var type: UInt32
  /// The place in its stream, from 1; in the log, from 1.
  var version: UInt32
  var position: Int
  /// Why it is damaged; nil where it is not, as far as the envelope shows.
  var damage: Damage.Kind?
  /// Microseconds since 1970, and what the log itself gives; unknown where it does not.
  var time: Int64
  var loggedVersion: Int64
  var loggedPosition: Int64

  /// The part of a piece's bytes that is the line.
  @inline(__always)
  func text(in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let start = min(Int(start), bytes.count)
    return UnsafeRawBufferPointer(
      rebasing: bytes[start..<min(start + Int(length), bytes.count)])
  }
}
