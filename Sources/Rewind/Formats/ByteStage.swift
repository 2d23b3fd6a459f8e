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
}

/// Why a file cannot be unpacked any further; the lines before are whole.
struct UnpackingError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
