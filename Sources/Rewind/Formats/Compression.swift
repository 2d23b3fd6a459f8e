/// How a file is compressed, by its first bytes.
enum Compression: Sendable {
  case gzip, zstd

  /// Nil where it is not, or in a way that Rewind does not read.
  init?(_ first: some Collection<UInt8>) {
    if first.starts(with: [0x1F, 0x8B, 8]) {
      self = .gzip
    } else if first.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstd
    } else {
      return nil
    }
  }

  /// What unpacks it.
  func decoder() throws -> any ByteStage {
    switch self {
    case .gzip: try GzipDecoder()
    case .zstd: try ZstdDecoder()
    }
  }
}

/// A file of files, or a compression that another program undoes.
struct ForeignArchive: Sendable {
  /// What it is called.
  let name: String
  /// The program that prints what is in it, with its options.
  let command: String

  /// What is at a path, by the file's first bytes; nil where it is nothing of that kind.
  init?(_ first: [UInt8]) {
    let known: [(place: Int, mark: [UInt8], name: String, command: String)] = [
      (0, [0x50, 0x4B, 3, 4], "a zip archive", "unzip -p"),
      (257, Array("ustar".utf8), "a tar archive", "tar -xOf"),
      (0, Array("BZh".utf8), "compressed by bzip2", "bzip2 -dc"),
      (0, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "compressed by xz", "xz -dc"),
      (0, [0x04, 0x22, 0x4D, 0x18], "compressed by lz4", "lz4 -dc"),
      (0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive", "7z x -so"),
    ]
    guard let found = known.first(where: { first.dropFirst($0.place).starts(with: $0.mark) }) else {
      return nil
    }
    name = found.name
    command = found.command
  }
}
