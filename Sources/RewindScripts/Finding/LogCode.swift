internal import Platform

/// The folders of code that belong to a log: those that the call points to, then the store's own.
public struct LogCode: Sendable, Hashable {
  /// Where folds lie, the first first.
  public let aggregates: [CodeFolder]
  /// Where upcasters lie, the first first.
  public let upcasters: [CodeFolder]

  /// No code.
  public static let none = LogCode(aggregates: [], upcasters: [])

  private init(aggregates: [CodeFolder], upcasters: [CodeFolder]) {
    self.aggregates = aggregates
    self.upcasters = upcasters
  }

  /// All its folders.
  public var folders: [CodeFolder] { aggregates + upcasters }

  /// What changes where a file of it is written, made, removed or given another name.
  public func stamp() -> [String: FileStamp] {
    var stamps: [String: FileStamp] = [:]
    for folder in folders {
      for name in (try? FileSystem.names(in: folder.path)) ?? [] {
        let path = "\(folder.path)/\(name)"
        stamps[path] = FileStamp(path)
      }
    }
    return stamps
  }

  /// The code of a log.
  ///
  /// - Parameters:
  ///   - store: the folder of a store; nil for another program's log, beside which no code is looked for.
  ///   - folder: a folder laid out like a store's, or an `aggregates` or `upcasters` itself; it is the yes to
  ///     the programs in it.
  /// - Throws: ``CodeFileError`` where the folder has no code.
  public init(store: String?, with folder: String? = nil) throws(CodeFileError) {
    var (aggregates, upcasters): ([CodeFolder], [CodeFolder]) = ([], [])
    if let folder {
      let own = try Self.code(in: folder)
      (aggregates, upcasters) = (own.aggregates, own.upcasters)
    }
    if let store {
      aggregates.append(CodeFolder("\(store)/\(Self.aggregatesName)"))
      upcasters.append(CodeFolder("\(store)/\(Self.upcastersName)"))
    }
    self.aggregates = aggregates
    self.upcasters = upcasters
  }

  /// Makes a folder that `--with` can name, with room for folds, where it is not there or empty.
  ///
  /// - Throws: ``CodeFileError`` where it cannot be made.
  public static func makeFolder(_ path: String) throws(CodeFileError) {
    let last = path.split(separator: "/").last.map(String.init)
    let isEmpty = (try? FileSystem.names(in: path))?.isEmpty ?? true
    guard isEmpty else { return }
    do throws(SystemError) {
      try FileSystem.makeFolders(last == aggregatesName ? path : "\(path)/\(aggregatesName)")
    } catch {
      throw CodeFileError(error.path, "cannot \(error.operation): \(error.reason)")
    }
  }

  private static let aggregatesName = "aggregates"
  private static let upcastersName = "upcasters"

  private static func code(
    in folder: String
  ) throws(CodeFileError) -> (aggregates: [CodeFolder], upcasters: [CodeFolder]) {
    let below = [aggregatesName, upcastersName].map { "\(folder)/\($0)" }
    if below.contains(where: FileSystem.exists) {
      // One that is not there yet may be made while somebody looks.
      let folders = below.map { CodeFolder($0, isAgreedTo: true) }
      return ([folders[0]], [folders[1]])
    }
    guard let status = try? FileStatus(of: folder) else {
      throw CodeFileError(folder, "there is no such folder")
    }
    guard status.kind == .folder else {
      throw CodeFileError(folder, "--with takes a folder, and this is a file")
    }
    switch FileSystem.realPath(folder)?.split(separator: "/").last {
    case "aggregates": return ([CodeFolder(folder, isAgreedTo: true)], [])
    case "upcasters": return ([], [CodeFolder(folder, isAgreedTo: true)])
    default:
      throw CodeFileError(
        folder,
        "there is no code in it; --with takes a folder that has \(aggregatesName)/ or"
          + " \(upcastersName)/, or one of these")
    }
  }
}
