/// A line that is no valid event, kept at its position.
public struct DamagedLine: Hashable, Sendable {
  /// The most bytes of a damaged line that are kept.
  public static let byteLimit = 64 << 10

  /// The place in the whole log, from 1.
  public let position: Int
  /// The file it is in.
  public let file: String
  /// Where in the file it begins, in bytes; where lines were made of the file, among these.
  public let byteOffset: Int
  /// The line of the file, from 1, in which it begins; nil where ``byteOffset`` tells the place.
  public internal(set) var line: Int?
  /// How long it is, in bytes.
  public let length: Int
  /// Why it is no valid event.
  public let reason: String
  /// Its first bytes, at most ``byteLimit``.
  public let bytes: [UInt8]
  /// Whether it stands for a line that a repair moved aside, and is no damage any more.
  public internal(set) var isMovedAside = false

  /// Describes a damaged line.
  public init(
    position: Int, file: String, byteOffset: Int, length: Int, reason: String, bytes: [UInt8]
  ) {
    self.position = position
    self.file = file
    self.byteOffset = byteOffset
    self.length = length
    self.reason = reason
    self.bytes = bytes
  }

  /// Where it is in its file: `line 7`, `the line at byte 41`.
  package var place: String { line.map { "line \($0)" } ?? "the line at byte \(byteOffset)" }
}
