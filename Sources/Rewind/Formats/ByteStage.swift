/// One step on the way from a file's bytes to lines; it is given them as they come.
protocol ByteStage {
  /// Takes the next bytes in, and puts what they give behind the output's.
  ///
  /// - Throws: ``UnpackingError`` where the bytes are not what the stage reads; what it gave before stays.
  mutating func take(
    _ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]
  ) throws

  /// Gives what is left once no more bytes come.
  ///
  /// - Throws: ``UnpackingError`` where more should have come.
  mutating func finish(to output: inout [UInt8]) throws

  /// What has come of an event that has not ended, where no line can be made of it before more comes; nil where
  /// ``finish(to:)`` gives all that is left.
  var unfinished: SpoolNote? { get }

  /// Where the lines that were given begin to have other numbers than in the file; each place is told once.
  mutating func takeShifts() -> [LineShift]
}

extension ByteStage {
  /// All is given.
  var unfinished: SpoolNote? { nil }

  /// Numbers of lines are not known.
  mutating func takeShifts() -> [LineShift] { [] }
}

/// Why a file cannot be unpacked any further; the lines before are whole.
struct UnpackingError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
