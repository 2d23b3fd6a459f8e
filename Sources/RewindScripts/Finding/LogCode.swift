internal import Platform

/// The folders of code that belong to a log: those that the call points to, then the store's own.
public struct LogCode: Sendable, Hashable {
  /// Where folds lie, the first first.
  public let aggregates: [CodeFolder]
  /// Where upcasters lie, the first first.
  public let upcasters: [CodeFolder]
  /// Where projections lie, the first first.
  public let projections: [CodeFolder]
  /// The folder that the call points to, where it has no code yet; nil where it has.
  public let folderToBegin: String?

  /// No code.
  public static let none = LogCode()

  private init() {
    (aggregates, upcasters, projections, folderToBegin) = ([], [], [], nil)
  }

  /// All its folders.
  public var folders: [CodeFolder] { aggregates + upcasters + projections }

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
  ///   - folder: a folder laid out like a store's, or an `aggregates`, `upcasters` or `projections` itself; it is the
  ///     yes to the programs in it.
  ///   - beginsFolder: whether that folder may have no code yet, or not be there, since some is to be written.
  /// - Throws: ``CodeFileError`` where the folder has no code.
  public init(
    store: String?, with folder: String? = nil, beginsFolder: Bool = false
  ) throws(CodeFileError) {
    var folders = Folders()
    var folderToBegin: String?
    if let folder {
      if let found = try Self.code(in: folder) {
        folders = found
      } else if beginsFolder {
        folders = Self.codeToBe(in: folder)
        folderToBegin = folder
      } else {
        throw Self.noCode(in: folder)
      }
    }
    self.folderToBegin = folderToBegin
    if let store {
      for name in Self.names { folders[name, default: []].append(CodeFolder("\(store)/\(name)")) }
    }
    aggregates = folders[Self.aggregatesName] ?? []
    upcasters = folders[Self.upcastersName] ?? []
    projections = folders[Self.projectionsName] ?? []
  }

  private static let aggregatesName = "aggregates"
  private static let upcastersName = "upcasters"
  private static let projectionsName = "projections"
  private static let names = [aggregatesName, upcastersName, projectionsName]

  /// The folders of code by what they are called in a store.
  private typealias Folders = [String: [CodeFolder]]

  /// The code in a folder that a call points to; nil where there is none.
  private static func code(in folder: String) throws(CodeFileError) -> Folders? {
    let below = names.map { "\(folder)/\($0)" }
    // One that is not there yet may be made while somebody looks.
    if below.contains(where: FileSystem.exists) { return codeBelow(folder) }
    guard let status = try? FileStatus(of: folder) else { return nil }
    guard status.kind == .folder else {
      throw CodeFileError(folder, "--with takes a folder, and this is a file")
    }
    let last = FileSystem.realPath(folder)?.split(separator: "/").last.map(String.init) ?? ""
    return names.contains(last) ? [last: [CodeFolder(folder, isAgreedTo: true)]] : nil
  }

  /// Where code is written in a folder that has none yet.
  private static func codeToBe(in folder: String) -> Folders {
    folder.split(separator: "/").last.map(String.init) == aggregatesName
      ? [aggregatesName: [CodeFolder(folder, isAgreedTo: true)]] : codeBelow(folder)
  }

  private static func codeBelow(_ folder: String) -> Folders {
    var folders = Folders()
    for name in names { folders[name] = [CodeFolder("\(folder)/\(name)", isAgreedTo: true)] }
    return folders
  }

  private static func noCode(in folder: String) -> CodeFileError {
    guard FileSystem.exists(folder) else { return CodeFileError(folder, "there is no such folder") }
    let misnamed = names.lazy.compactMap { name in
      CodeFolder.folders(in: folder, almostCalled: name).first.map { ($0, name) }
    }.first
    return CodeFileError(
      folder,
      "there is no code in it; --with takes a folder that has \(aggregatesName)/, \(upcastersName)/"
        + " or \(projectionsName)/, or one of these"
        + (misnamed.map { "; mv \(folder)/\($0.0) \(folder)/\($0.1)" } ?? ""))
  }
}
