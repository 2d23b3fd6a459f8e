internal import CZlib

/// Unpacks gzip (RFC 1952), of several members too.
final class GzipDecoder: ByteStage {
  private var stream = z_stream()
  /// Whether a member has begun that has not ended.
  private var isInside = true
  private var buffer = [UInt8](repeating: 0, count: 256 << 10)
  private var taken = 0

  init() throws {
    guard rewind_zlib_begin(&stream) == Z_OK else { throw UnpackingError("zlib does not start") }
  }

  deinit { inflateEnd(&stream) }

  func take(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) throws {
    guard let base = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
    stream.next_in = UnsafeMutablePointer(mutating: base)
    stream.avail_in = UInt32(bytes.count)
    while stream.avail_in > 0 {
      if !isInside {
        // Zeros behind the last member fill up a block, as tapes have them; anything else is a member.
        if stream.next_in.pointee == 0 { break }
        inflateReset(&stream)
        isInside = true
      }
      try inflateOnce(to: &output, behind: bytes.count - Int(stream.avail_in))
    }
    taken += bytes.count
  }

  private func inflateOnce(
    to output: inout [UInt8], behind done: Int
  ) throws {
    var status = Z_OK
    let before = stream.avail_in
    repeat {
      status = buffer.withUnsafeMutableBufferPointer { buffer in
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        return inflate(&stream, Z_NO_FLUSH)
      }
      output.append(contentsOf: buffer[..<(buffer.count - Int(stream.avail_out))])
    } while status == Z_OK && stream.avail_out == 0
    if status == Z_STREAM_END {
      isInside = false
    } else if status != Z_OK && !(status == Z_BUF_ERROR && stream.avail_in < before) {
      let reason = stream.msg.map { String(cString: $0) } ?? "error \(status)"
      throw UnpackingError("the gzip data is damaged near byte \(taken + done): \(reason)")
    }
  }

  func finish(to output: inout [UInt8]) throws {
    if isInside { throw UnpackingError("the gzip data ends in the middle, at byte \(taken)") }
  }
}
