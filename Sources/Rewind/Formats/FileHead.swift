internal import Platform

/// What a file begins with, unpacked, and what that makes of it.
struct FileHead {
  let isEmpty: Bool
  private let isCompressed: Bool
  private let format: FileFormat
  /// Whether its first line is a JSON object, or most are where the first was cut, so that it is a log
  /// whatever it is called.
  let isOfJSONLines: Bool

  /// Whether its lines are read where they stand; else lines are made of it.
  var hasLines: Bool { !isCompressed && format == .lines }

  /// Whether it holds events that are no lines: a table, or documents.
  var isOfOtherForm: Bool { format != .lines }

  /// Looks at a file, as far as is needed.
  init(_ file: SystemFile, mapping: EnvelopeMapping?) throws(LogFileError) {
    var (raw, text) = try Self.bytes(of: file, 64 << 10)
    var found = Self.format(text, mapping, isWhole: raw.count < 64 << 10)
    if found == nil {
      (raw, text) = try Self.bytes(of: file, FileFormat.headSize)
      found = Self.format(text, mapping, isWhole: raw.count < FileFormat.headSize)
    }
    isEmpty = raw.isEmpty
    isCompressed = Compression(raw) != nil
    format = found ?? .lines
    let head = Self.withoutMark(text)
    let first = head.prefix { $0 != UInt8(ascii: "\n") }
    isOfJSONLines =
      format == .lines
      && ((try? JSONText(validating: first))?.value.object != nil
        || HeadLines(head, isWhole: false).objectShare >= 0.5)
  }

  /// A file's first bytes, as they are and unpacked.
  private static func bytes(
    of file: SystemFile, _ count: Int
  ) throws(LogFileError) -> (raw: [UInt8], text: [UInt8]) {
    var failure: SystemError?
    let raw = [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
      do throws(SystemError) {
        length = try file.read(at: 0, into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw LogFileError(failure) }
    guard var decoder = try? Compression(raw)?.decoder() else { return (raw, raw) }
    var text: [UInt8] = []
    // Where the bytes are damaged, what came before is what there is.
    raw.withUnsafeBytes { try? decoder.take($0, to: &text) }
    return (raw, text)
  }

  private static func format(_ text: [UInt8], _ mapping: EnvelopeMapping?, isWhole: Bool)
    -> FileFormat?
  {
    FileFormat(of: withoutMark(text), isWhole: isWhole, mapping: mapping)
  }

  private static func withoutMark(_ text: [UInt8]) -> ArraySlice<UInt8> {
    text.starts(with: ByteOrderMark.utf8) ? text.dropFirst(ByteOrderMark.utf8.count) : text[...]
  }
}
