import Glibc

/// The input at work and what was counted, in a file: it can be read when the process has died.
///
/// An input ends where memory begins that nobody may read, so that one byte too many is a crash.
final class FuzzMemory: @unchecked Sendable {
  /// The most bytes of an input.
  static let inputLimit = 64 << 10

  private static let page = Int(sysconf(Int32(_SC_PAGESIZE)))
  private static let size = page + inputLimit

  private let base: UnsafeMutableRawPointer

  /// What is known beside the input.
  enum Fact: Int {
    /// The number of the input at work, and its length in bytes.
    case number, length
    /// How many inputs were done, and how many of them were valid.
    case done, valid
    /// The most memory that the process had, in KiB, after its first inputs and at its end.
    case memoryBefore, memoryAfter
  }

  /// Opens a file, which is made if it is not there.
  init(path: String) throws {
    let file = open(path, O_RDWR | O_CREAT, 0o600)
    guard file >= 0, ftruncate(file, off_t(Self.size)) == 0,
      let memory = mmap(
        nil, Self.size + Self.page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      memory != MAP_FAILED,
      mmap(memory, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0) == memory
    else { throw FuzzFailure("\(path): \(String(cString: strerror(errno)))") }
    close(file)
    base = memory
  }

  deinit {
    munmap(base, Self.size + Self.page)
  }

  subscript(fact: Fact) -> Int {
    get { base.load(fromByteOffset: fact.rawValue * 8, as: Int.self) }
    set { base.storeBytes(of: newValue, toByteOffset: fact.rawValue * 8, as: Int.self) }
  }

  /// The input at work.
  var input: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + (Self.size - self[.length]), count: self[.length])
  }

  /// Sets down an input, cut where it is longer than there is room.
  func put(_ bytes: [UInt8], number: Int) {
    self[.number] = number
    self[.length] = min(bytes.count, Self.inputLimit)
    bytes.withUnsafeBytes {
      (base + (Self.size - self[.length])).copyMemory(
        from: $0.baseAddress ?? UnsafeRawPointer(base), byteCount: self[.length])
    }
  }
}

/// Why an input failed, or could not be tried.
struct FuzzFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

extension UnsafeRawBufferPointer {
  /// The bytes as they can be pasted into a test: ASCII as it is, any other byte as `\xNN`.
  var spelled: String {
    var text = ""
    for byte in self {
      if byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += "\\x" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return text
  }
}
