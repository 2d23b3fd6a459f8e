internal import Platform
internal import Rewind

/// The lease of a copy of a read model: a lock on a file, which ends when this is released or the process ends,
/// however it ends.
///
/// The lock is of the open file (`flock(2)`), so that two owners in one process exclude each other too.
final class ProjectionLease: Sendable {
  private let file: SystemFile

  /// Takes the lock.
  ///
  /// - Throws: `ReadModelError.owned` where it is taken; ``SQLiteError``.
  init(_ projection: String, _ copy: ReadModelCopy, in folder: String) throws {
    try SQLiteError.makeFolders(folder, of: .readModels)
    let path = Self.path(of: projection, copy, in: folder)
    file = try Self.locked(path, projection)
    try? file.truncate(to: 0)
    try? file.write(Array("\(ThisProcess.id)\n".utf8))
  }

  deinit {
    // At once: a process that is just being started still has the descriptor for a moment, and closing
    // ours alone would leave it the lock.
    file.unlock()
  }

  /// Opens a copy's file and takes its lock.
  private static func locked(_ path: String, _ projection: String) throws -> SystemFile {
    var waited = 0
    while true {
      let file: SystemFile
      let isLocked: Bool
      do {
        file = try SystemFile(path, .updatingOrMaking)
        isLocked = try file.tryLock()
      } catch {
        let isOutOfFiles = error.code == ErrorCode.tooManyOpenFiles
        throw SQLiteError(
          .inaccessible, at: path, of: .readModels,
          isOutOfFiles
            ? SQLiteError.tooManyOpenFiles
            : "cannot be locked (\(error.reason)); look at the rights of the file and its folder")
      }
      if isLocked {
        if let id = try? file.status().id, id == FileStatus.id(of: path) { return file }
        // Deleted between the two calls: the lock is on a file that no other process will find.
        file.unlock()
        continue
      }
      // A process that looks whether the lock is free holds it for an instant.
      guard waited < 20 else {
        throw ReadModelError.owned(projection: projection, process: process(in: file))
      }
      SystemClock.pause(microseconds: 1_000)
      waited += 1
    }
  }

  /// The process that has the lock: 0 where that cannot be told, nil where it is free.
  static func holder(
    of projection: String, _ copy: ReadModelCopy, in folder: String
  ) -> Int? {
    guard let file = try? SystemFile(path(of: projection, copy, in: folder), .reading),
      let isFree = try? file.tryLock(isShared: true)
    else { return nil }
    if isFree {
      file.unlock()
      return nil
    }
    return process(in: file)
  }

  private static func process(in file: SystemFile) -> Int {
    var text = [UInt8](repeating: 0, count: 32)
    let count = text.withUnsafeMutableBytes { (try? file.read(at: 0, into: $0)) ?? 0 }
    return Int(String(decoding: text[..<count].prefix { $0 != 0x0A }, as: UTF8.self)) ?? 0
  }
}

// MARK: - Names

extension ProjectionLease {
  /// The file of a copy's lock.
  static func path(of projection: String, _ copy: ReadModelCopy, in folder: String) -> String {
    folder + "/" + fileName(projection) + (copy == .live ? ".lock" : ".rebuild.lock")
  }

  /// A name that every file system takes, another one for every projection: what is no letter, digit,
  /// `_` or `-` is two hexadecimal digits behind a `%`, and of a long one a digest stands for the end.
  private static func fileName(_ projection: String) -> String {
    var name: [UInt8] = []
    for byte in projection.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: name.append(byte)
      default: name += [0x25] + HexDigits.pair(of: byte)
      }
    }
    if name.count > 200 {
      let digest = FNV1a.digest(of: projection.utf8)
      name = name[..<180] + Array(("~" + String(digest, radix: 16)).utf8)
    }
    return String(decoding: name, as: UTF8.self)
  }
}
