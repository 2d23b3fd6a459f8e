/// The line that a repair leaves in a store for one that it moved aside, so that no position changes:
/// `{"position":7,"moved_aside":"damaged-7-20260102T030405678901Z"}`.
struct MovedLine {
  let position: Int
  /// The file of the log folder that holds the damaged line.
  let file: String

  init(position: Int, file: String) {
    self.position = position
    self.file = file
  }

  /// The line as a repair writes it; nil for any other.
  init?(_ line: UnsafeRawBufferPointer) {
    guard line.count <= Self.longest, line.starts(with: "{\"position\":".utf8),
      case .object(let members)? = try? JSONText(validating: Array(line)).value, members.count == 2,
      let position = members["position"]?.int, Self.positions.contains(position),
      let file = members["moved_aside"]?.string
    else { return nil }
    self.init(position: position, file: file)
  }

  private static let longest = 200
  /// Higher positions must remain possible.
  private static let positions = 1..<1 << 62

  /// The line, with its newline.
  var bytes: [UInt8] { Array("{\"position\":\(position),\"moved_aside\":\"\(file)\"}\n".utf8) }
}
