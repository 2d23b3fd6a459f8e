internal import CZstd

/// Unpacks Zstandard (RFC 8878), of several frames too.
final class ZstdDecoder: ByteStage {
  private let stream: OpaquePointer
  /// Whether a frame has begun that has not ended.
  private var isInside = true
  private var buffer = [UInt8](repeating: 0, count: ZSTD_DStreamOutSize())
  private var taken = 0

  init() throws {
    guard let stream = ZSTD_createDStream() else { throw UnpackingError("zstd does not start") }
    self.stream = stream
  }

  deinit { ZSTD_freeDStream(stream) }

  func take(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) throws {
    var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
    var isFull = false
    while input.pos < input.size || isFull {
      let (status, count) = buffer.withUnsafeMutableBytes { buffer in
        var out = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
        return (ZSTD_decompressStream(stream, &out, &input), out.pos)
      }
      if ZSTD_isError(status) != 0 {
        let reason = String(cString: ZSTD_getErrorName(status))
        throw UnpackingError("the zstd data is damaged near byte \(taken + input.pos): \(reason)")
      }
      output.append(contentsOf: buffer[..<count])
      isFull = count == buffer.count
      isInside = status != 0
    }
    taken += bytes.count
  }

  func finish(to output: inout [UInt8]) throws {
    if isInside { throw UnpackingError("the zstd data ends in the middle, at byte \(taken)") }
  }
}
