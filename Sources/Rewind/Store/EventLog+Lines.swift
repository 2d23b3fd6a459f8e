internal import Platform

extension EventLog {
  /// The bytes of the line at a position of the index; the beginning of one that is too long.
  ///
  /// - Throws: ``LogFileError``, ``LogChangedError`` where the file is shorter than the index says.
  func line(at position: Int) throws -> [UInt8] {
    let location = index.lines.location(position - 1)
    let name = fileName(location.file)
    let length = min(location.length, DamagedLine.byteLimit)
    let bytes = try files.bytes(name, location.offset..<location.offset + length)
    guard bytes.count == length else { throw LogChangedError(file: name) }
    return bytes
  }

  /// Where a line ends in its file: behind its newline, where it has one.
  func end(of location: LineLocation) throws(LogFileError) -> Int {
    let end = location.offset + location.length
    let next = try files.bytes(fileName(location.file), end..<end + 1)
    return end + next.count { $0 == UInt8(ascii: "\n") }
  }

  /// The position of the first line of the append that a line belongs to.
  func firstOfAppend(at position: Int) throws -> Int {
    let location = index.lines.location(position - 1)
    let name = fileName(location.file)
    let bytes = try files.bytes(name, location.offset..<location.offset + location.length)
    guard isStore, !index[position].isDamaged,
      let part = BatchPart(ofLine: bytes, mapping: compiledMapping)
    else { return position }
    return position - Int(part.index) + 1
  }
}

extension BatchPart {
  /// Which part of its append a valid line is; nil for an append of one.
  fileprivate init?(ofLine bytes: [UInt8], mapping: CompiledMapping) {
    let part = bytes.withUnsafeBytes { bytes -> BatchPart? in
      if let envelope = CanonicalEnvelope(bytes) { return envelope.batch }
      var reader = EnvelopeReader(mapping, fileName: "")
      return try? reader.read(bytes).batch
    }
    guard let part else { return nil }
    self = part
  }
}

/// A digest of a line, to tell it from another at its place: SHA-1 of its first 64 KiB, as hex.
enum LineDigest {
  static func of(_ line: some Collection<UInt8>) -> String {
    SHA1.digest(Array(line.prefix(DamagedLine.byteLimit))).map { HexDigits.text(of: $0) }.joined()
  }
}
