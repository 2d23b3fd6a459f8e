internal import Platform

/// A digest of a line, to tell it from another at its place: SHA-1 of its first 64 KiB, as hex.
enum LineDigest {
  static func of(_ line: some Collection<UInt8>) -> String {
    SHA1.digest(Array(line.prefix(DamagedLine.byteLimit))).map { HexDigits.text(of: $0) }.joined()
  }
}
