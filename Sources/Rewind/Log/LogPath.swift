internal import Platform

/// What a path that a log is opened by stands for: a store, a file, a folder or a pattern.
enum LogPath {
  /// The endings of files that are logs even where they hold nothing yet.
  private static let lineEndings = [".jsonl", ".ndjson"]
  private static let endings = lineEndings + [".json", ".log", ".csv", ".tsv"]
  private static let compressedEndings = [".gz", ".zst"]

  static func isStore(_ path: String) -> Bool {
    FileSystem.exists(path + "/" + StoreSettings.fileName)
  }

  /// Whether a file is a log of lines by what it is called.
  static func hasLineEnding(_ path: String) -> Bool { lineEndings.contains { path.hasSuffix($0) } }

  /// The files of a folder or a pattern in their order; nil where a path is none of both.
  static func candidates(
    at path: String
  ) throws(LogFileError) -> (files: [String], isFolder: Bool)? {
    let status: FileStatus
    do {
      status = try FileStatus(of: path, to: "open")
    } catch {
      let matches = FileSystem.paths(matching: path).filter(isFile).sorted(by: isBefore)
      if matches.isEmpty { throw LogFileError(error) }
      return (matches, false)
    }
    guard status.kind == .folder else { return nil }
    let names = try LogFileError.wrap(try FileSystem.names(in: path))
      .filter { !$0.hasPrefix(".") }.sorted(by: isBefore)
    return (names.map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }.filter(isFile), true)
  }

  /// The folders in a folder, in their order.
  static func folders(in folder: String) -> [String] {
    ((try? FileSystem.names(in: folder)) ?? []).filter { !$0.hasPrefix(".") }.sorted(by: isBefore)
      .map { folder.hasSuffix("/") ? folder + $0 : folder + "/" + $0 }
      .filter { (try? FileStatus(of: $0))?.kind == .folder }
  }

  /// The order of files, as people count: `app.2` before `app.10`.
  private static func isBefore(_ path: String, _ other: String) -> Bool {
    Array(path.utf8).withUnsafeBytes { path in
      Array(other.utf8).withUnsafeBytes { path.countedOrder(beside: $0) < 0 }
    }
  }

  /// Whether a path leads to a file that can be read again; opening a pipe would wait for its writer.
  private static func isFile(_ path: String) -> Bool {
    (try? FileStatus(of: path))?.kind == .file
  }

  /// The last part of a path, without the ending of a log, and without that of a compressed one.
  static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    return without(endings, without(compressedEndings, last))
  }

  private static func without(_ endings: [String], _ name: String) -> String {
    let ending = endings.first { name.hasSuffix($0) && name.count > $0.count }
    return String(name.dropLast(ending?.count ?? 0))
  }
}
