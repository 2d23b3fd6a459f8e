internal import Platform

/// Reads a pipe or a file, unpacks it, finds its format and makes lines of it.
struct SpoolFilling {
  private static let step = 256 << 10
  /// Compressed bytes are unpacked in smaller parts: each may become a thousand times as many.
  private static let packedStep = 16 << 10

  private let input: SystemFile
  private let mapping: EnvelopeMapping?
  private let spool: LineSpool
  private var patience: WriterPatience
  /// What unpacks the bytes; nil where they are not compressed.
  private var decoder: (any ByteStage)?
  /// What makes lines of what was unpacked; nil where it has them.
  private var reader: (any ByteStage)?
  /// What was unpacked while the format is not known yet; nil from then on.
  private var head: [UInt8]? = []
  private var taken = 0
  /// The byte that was put into the spool last.
  private var lastByte: UInt8?

  /// Prepares to read what is open.
  ///
  /// - Parameter patience: how long whoever writes a file is waited for, where it ends in the midst of an event.
  init(
    of input: SystemFile, mapping: EnvelopeMapping?, into spool: LineSpool, patience: WriterPatience
  ) {
    self.input = input
    self.patience = patience
    self.mapping = mapping
    self.spool = spool
  }

  /// Goes on to the end of what comes; what is wrong with what comes stands in a line that is no event,
  /// where it is.
  ///
  /// - Returns: why a file cannot be read or written, where that ended it.
  mutating func run() -> (any Error)? {
    do {
      var first = try input.readNext(atMost: Self.step)
      // A pipe may give less at first than what tells how it is compressed.
      while !first.isEmpty, first.count < 4 {
        let next = try input.readNext(atMost: Self.step)
        if next.isEmpty { break }
        first += next
      }
      decoder = try Compression(first)?.decoder()
      var bytes = first
      while !bytes.isEmpty {
        taken += bytes.count
        guard try take(bytes) else { return nil }
        bytes = try input.readNext(atMost: Self.step)
        if bytes.isEmpty { bytes = try restOfEvent() }
      }
      try finish()
      return nil
    } catch {
      return error is SystemError ? error : fail(error)
    }
  }

  /// Takes what was read; false where nobody wants more.
  private mutating func take(_ bytes: [UInt8]) throws -> Bool {
    guard decoder != nil else { return try takeUnpacked(bytes) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = rest.prefix(Self.packedStep)
      rest = rest.dropFirst(part.count)
      var unpacked: [UInt8] = []
      do {
        try part.withUnsafeBytes { try decoder?.take($0, to: &unpacked) }
      } catch {
        _ = try takeUnpacked(unpacked)
        throw error
      }
      guard try takeUnpacked(unpacked) else { return false }
    }
    return true
  }

  private mutating func takeUnpacked(_ bytes: [UInt8]) throws -> Bool {
    guard head != nil else { return try write(bytes) }
    head?.append(contentsOf: bytes)
    return try findFormat(isWhole: false)
  }

  /// Finds the format if what has come tells it, and writes what has come then.
  private mutating func findFormat(isWhole: Bool) throws -> Bool {
    guard var found = head else { return true }
    if found.starts(with: ByteOrderMark.utf8) { found.removeFirst(ByteOrderMark.utf8.count) }
    guard let format = FileFormat(of: found[...], isWhole: isWhole, mapping: mapping) else {
      return true
    }
    head = nil
    reader = format.reader
    return try write(found)
  }

  /// What comes behind the end of a file in the midst of an event, as long as it may still be written.
  private mutating func restOfEvent() throws -> [UInt8] {
    guard decoder == nil, try input.status().kind == .file else { return [] }
    _ = try findFormat(isWhole: true)
    while reader?.unfinished != nil, !spool.isGivenUp {
      let more = try input.readNext(atMost: Self.step)
      guard more.isEmpty, patience.waits(for: try input.status()) else { return more }
    }
    return []
  }

  private mutating func finish() throws {
    var rest: [UInt8] = []
    try decoder?.finish(to: &rest)
    _ = try takeUnpacked(rest)
    _ = try findFormat(isWhole: true)
    var lines: [UInt8] = []
    try reader?.finish(to: &lines)
    _ = try put(lines)
    spool.note(unfinished: reader?.unfinished)
  }

  private mutating func write(_ bytes: [UInt8]) throws -> Bool {
    guard reader != nil else { return try put(bytes) }
    var lines: [UInt8] = []
    try bytes.withUnsafeBytes { try reader?.take($0, to: &lines) }
    return try put(lines)
  }

  private mutating func put(_ lines: [UInt8]) throws -> Bool {
    lastByte = lines.last ?? lastByte
    return try spool.append(lines, taken: taken, shifts: reader?.takeShifts() ?? [])
  }

  /// Ends with a line that says what failed, behind what came before it; what keeps it from being written
  /// is the answer.
  private mutating func fail(_ error: any Error) -> (any Error)? {
    do {
      _ = try findFormat(isWhole: true)
      var lines: [UInt8] = []
      if let cut = reader?.unfinished {
        lines = cut.line
      } else {
        try? reader?.finish(to: &lines)
      }
      if (lines.last ?? lastByte ?? UInt8(ascii: "\n")) != UInt8(ascii: "\n") {
        lines.append(UInt8(ascii: "\n"))
      }
      _ = try put(lines + SpoolNote("\(error)").line)
      return nil
    } catch {
      return error
    }
  }
}
