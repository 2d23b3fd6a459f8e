internal import Platform

/// What a file begins with, and what that makes of it.
struct FileHead {
  /// Whether its lines are read where they stand; else lines are made of it.
  let hasLines: Bool
  /// Whether its first line is an event or damage of one, whatever the file is called.
  let beginsWithJSON: Bool
  let isEmpty: Bool

  /// Looks at a file, as far as is needed.
  init(_ file: SystemFile, each: [String]?) throws(LogFileError) {
    var head = try Self.bytes(of: file, 64 << 10)
    isEmpty = head.isEmpty
    guard Compression(head) == nil else {
      hasLines = false
      beginsWithJSON = true
      return
    }
    var format = Self.format(head, each, isWhole: head.count < 64 << 10)
    if format == nil {
      head = try Self.bytes(of: file, FileFormat.headSize)
      format = Self.format(head, each, isWhole: head.count < FileFormat.headSize)
    }
    hasLines = format.map { $0 == .lines } ?? true
    let text = Self.withoutMark(head)
    let first = text.prefix { $0 != UInt8(ascii: "\n") }
    beginsWithJSON = hasLines && (try? JSONText(validating: first))?.value.object != nil
  }

  private static func bytes(of file: SystemFile, _ count: Int) throws(LogFileError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
      do throws(SystemError) {
        length = try file.read(at: 0, into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw LogFileError(failure) }
    return bytes
  }

  private static func format(_ head: [UInt8], _ each: [String]?, isWhole: Bool) -> FileFormat? {
    FileFormat(of: withoutMark(head), isWhole: isWhole, each: each)
  }

  private static func withoutMark(_ head: [UInt8]) -> ArraySlice<UInt8> {
    head.starts(with: ByteOrderMark.utf8) ? head.dropFirst(ByteOrderMark.utf8.count) : head[...]
  }
}
