internal import Platform

/// What goes through the pipes between Rewind and a child that runs a script: a kind, a length, bytes.
struct HostFrame {
  /// What the bytes are.
  enum Kind: UInt32 {
    /// To the child: a fold, as its file's name, its category and its code, with NULs between.
    case fold = 1
    /// To the child: an upcaster, in the same way.
    case upcaster = 2
    /// To the child: a projection, in the same way.
    case projection = 7
    /// To the child: a batch, as the prelude takes it.
    case batch = 3
    /// To the child: to free what it does not use any more, which it answers with nothing.
    case collect = 8
    /// From the child: what the prelude answers.
    case answer = 4
    /// From the child, before anything is asked: it is there.
    case hello = 5
    /// From the child, in place of that: it has no JavaScript; the bytes say why.
    case noEngine = 6
  }

  let kind: Kind
  let bytes: [UInt8]

  private static let headSize = 8
  /// Frames up to this size are written at once, for which they are copied.
  private static let copiedSize = 1 << 16

  /// How much room it takes in a pipe, at most: it is written in two parts, each of whole pages.
  var writtenSize: Int { bytes.count + 3 << 12 }

  /// Writes a frame; blocks until the other side has room for it.
  func write(to file: SystemFile) throws(SystemError) {
    var head: [UInt8] = []
    head.reserveCapacity(Self.headSize + bytes.count)
    for number in [UInt32(bytes.count), kind.rawValue] {
      withUnsafeBytes(of: number.littleEndian) { head += $0 }
    }
    if bytes.count < Self.copiedSize {
      try file.write(head + bytes)
    } else {
      try file.write(head)
      try file.write(bytes)
    }
  }

  /// Reads a frame; nil where the other side has ended before one is whole, or sent what is none.
  ///
  /// - Parameter waits: called before each reading; false gives up.
  static func read(
    from file: SystemFile, waits: () -> Bool = { true }
  ) throws(SystemError) -> HostFrame? {
    guard let head = try read(headSize, from: file, waits) else { return nil }
    let numbers = [0, 4].map { start in
      (0..<4).reduce(UInt32(0)) { $0 | UInt32(head[start + $1]) << (8 * $1) }
    }
    guard let kind = Kind(rawValue: numbers[1]),
      let bytes = try read(Int(numbers[0]), from: file, waits)
    else { return nil }
    return HostFrame(kind: kind, bytes: bytes)
  }

  private static func read(
    _ count: Int, from file: SystemFile, _ waits: () -> Bool
  ) throws(SystemError) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      guard waits() else { return nil }
      let part = try file.readNext(atMost: min(count - bytes.count, 1 << 20))
      if part.isEmpty { return nil }
      bytes += part
    }
    return bytes
  }
}
