package import Explorer
import Platform
package import Rewind
import RewindSQLite

extension ProposedCalls {
  /// The line of an error: what happened, and what a person at a shell does about it.
  package func line(of error: any Error) -> String {
    switch error {
    case let error as LogOpenError: line(of: error)
    case let error as StoreError: line(of: error)
    case let error as RepositoryError: line(of: error)
    case let error as ReadModelError: line(of: error)
    case let error as SQLiteError: line(of: error)
    default: "\(error)"
    }
  }

  /// Why a log ends before its end, in words: how the command failed that prints it, or that there was no room
  /// for the rest; nil where neither is so.
  package static func shortfall(of log: EventLog) -> String? {
    guard let limit = log.exceededSpoolLimit else { return log.input?.failure }
    return "only its first \(size(limit)) are read; --spool-limit SIZE makes room for more"
  }

  /// Which files and folders a log leaves out, and why, in words; nil where it leaves out none.
  package static func remarkOnLeftOut(of log: EventLog) -> String? {
    let folders = log.leftOut.filter { (try? FileStatus(of: $0))?.kind == .folder }
    let files = log.leftOut.filter { !folders.contains($0) }
    let remarks = [
      remark(
        on: files, "holds no events like the other files' lines",
        "hold no events like the other files' lines"),
      remark(on: folders, "is a folder in the folder", "are folders in the folder"),
    ].compactMap(\.self)
    return remarks.isEmpty ? nil : remarks.joined(separator: "; ")
  }

  private static func remark(on paths: [String], _ reason: String, _ reasons: String) -> String? {
    let names = paths.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    guard !names.isEmpty else { return nil }
    let what = Format.few(Array(names.indices)) { names[$0] }
    return names.count == 1
      ? "\(what) is left out: it \(reason); open it by its name"
      : "\(what) are left out: they \(reasons); open them by their names"
  }

  /// A number of bytes in the largest unit in which it is whole.
  private static func size(_ bytes: Int) -> String {
    for (unit, size) in [("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)]
    where bytes >= size && bytes % size == 0 {
      return "\(bytes / size) \(unit)"
    }
    return "\(bytes) bytes"
  }

  /// The line of an error that work on a projection ended with, which names the projection.
  package func line(of error: any Error, about projection: String) -> String {
    error is ReadModelError ? line(of: error) : "\(projection): \(line(of: error))"
  }

  private func line(of error: LogOpenError) -> String {
    switch error {
    case .noFiles(let path, let folders) where folders.isEmpty:
      "\(error.problem); \(Self.making("a store", at: path))"
    case .store(let error): line(of: error)
    case .wrapped(let path, let kind, let unwrapping) where FileSystem.exists(path):
      "\(path): this is \(kind); \(unwrapping) \(ShellWord.quoted(path)) | \(callOnPipe) opens what is in it"
    case .wrapped, .file, .noFiles, .noLines, .noEvents, .notUTF8, .unknownMapping, .unfitMapping,
      .storeAmongOthers:
      error.description
    }
  }

  private func line(of error: StoreError) -> String {
    switch error {
    case .notAStore(let path): "\(error.problem); \(Self.making("one", at: path))"
    case .notAFolder(let path):
      "\(error.problem); \(ProposedCalls().call("import", path, "STORE")) copies it into a store"
    case .damaged:
      "\(error.problem); \(call("verify")) says more, \(call("verify", "--repair")) moves them aside"
    case .disordered:
      "\(error.problem); \(call("verify")) says more, put the segments back as they were"
    default: error.description
    }
  }

  private func line(of error: RepositoryError) -> String {
    switch error {
    case .damaged: "\(error); \(call("verify")) says more"
    case .notApplied(let stream, let version, _):
      "\(error); \(call("state", stream.rawValue, "--at", "\(version)")) shows it"
    case .notFound, .otherCategory: error.description
    }
  }

  private func line(of error: ReadModelError) -> String {
    switch error {
    case .notBuilt(let name), .noShadow(let name), .unreadable(let name, _, _),
      .stale(let name, _):
      "\(error.problem); \(call("projection", "rebuild", name))"
    case .owned, .replaced, .unknownDefinition, .unknown: error.description
    }
  }

  private func line(of error: SQLiteError) -> String {
    guard error.isMendedByRebuildingAll else { return error.description }
    // The line asks whether the tables were changed, or says to make the read models anew.
    let separator = error.cause == .tablesChanged ? " " : ": "
    return error.description + separator + call("projection", "rebuild", "--all")
  }

  /// How a store is made at a path where no log is; elsewhere, if something else is in the way.
  private static func making(_ store: String, at path: String) -> String {
    isFree(path)
      ? "\(ProposedCalls().call("init", path)) makes \(store)"
      : "name another, or for a new store a folder that is not there"
  }

  /// Whether a folder for a store can be made at a path: standard input and patterns are none.
  private static func isFree(_ path: String) -> Bool {
    guard path != "-", !path.contains(where: { "*?[".contains($0) }) else { return false }
    return !FileSystem.exists(path) || (try? FileSystem.names(in: path).isEmpty) == true
  }
}
