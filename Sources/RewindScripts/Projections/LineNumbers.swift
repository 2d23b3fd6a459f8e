/// What is known of the streams and types of a log's lines, by the numbers that they have there: how most events are
/// sent, without a look at their names.
struct LineNumbers {
  private var streams: [Int32] = []
  private var types: [Int32] = []

  private static let unknown: Int32 = -1

  /// The numbers with which a line's stream and type are sent; nil where one of them is not known.
  @inline(__always)
  func sent(stream: Int, type: Int) -> (stream: Int, type: Int)? {
    guard stream < streams.count, type < types.count, streams[stream] >= 0, types[type] >= 0
    else { return nil }
    return (Int(streams[stream]), Int(types[type]))
  }

  /// Notes with which number a stream is sent.
  mutating func note(stream: Int, as number: Int) { Self.note(stream, as: number, in: &streams) }

  /// Notes with which number a type is sent.
  mutating func note(type: Int, as number: Int) { Self.note(type, as: number, in: &types) }

  /// Forgets the streams: their numbers begin anew.
  mutating func forgetStreams() { streams = [] }

  private static func note(_ line: Int, as number: Int, in numbers: inout [Int32]) {
    guard let number = Int32(exactly: number) else { return }
    if line >= numbers.count {
      numbers += repeatElement(unknown, count: line + 1 - numbers.count)
    }
    numbers[line] = number
  }
}
