internal import Platform

/// What a path that a log is opened by stands for: a store, a file, a folder or a pattern.
package enum LogPath {
  private static let endings = [".jsonl", ".ndjson", ".json", ".log"]

  /// Whether a path is that of a store.
  package static func isStore(_ path: String) -> Bool {
    FileSystem.exists(path + "/" + StoreSettings.fileName)
  }

  /// The files that a path names: itself, a folder's logs, or what a pattern matches.
  static func files(at path: String) throws(LogFileError) -> [String] {
    let status: FileStatus
    do {
      status = try FileStatus(of: path, to: "open")
    } catch {
      let matches = FileSystem.paths(matching: path).filter(isFile).sorted(by: isBefore)
      if matches.isEmpty { throw LogFileError(error) }
      return matches
    }
    guard status.kind == .folder else { return [path] }
    let names = try LogFileError.wrap(try FileSystem.names(in: path)).filter { name in
      endings.contains { name.hasSuffix($0) }
    }.sorted(by: isBefore)
    return names.map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }.filter(isFile)
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

  /// The last part of a path, without the ending of a log.
  static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    let ending = endings.first { last.hasSuffix($0) && last.count > $0.count }
    return String(last.dropLast(ending?.count ?? 0))
  }
}
