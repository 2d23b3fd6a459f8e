internal import Platform
public import Rewind
internal import Synchronization

/// Finds the folds that lie beside a log.
///
/// A folder is looked at each time, so that a file that was written, changed or removed counts from then
/// on; one that is as it was gives the fold that it gave before.
public final class CodeFinder: FoldFinder {
  private let code: LogCode
  private let settings: ScriptSettings
  private let trust: ProgramTrust?
  private let known = Mutex<[String: Known]>([:])

  private struct Known {
    let file: CodeFile
    let stamp: FileStamp
    let fold: any Fold
  }

  /// Finds the folds of a log's code.
  ///
  /// - Parameter trust: the programs that may run besides those in folders that were agreed to.
  public init(
    _ code: LogCode, settings: ScriptSettings = ScriptSettings(),
    trust: ProgramTrust? = .ofUser
  ) {
    self.code = code
    self.settings = settings
    self.trust = trust
  }

  /// The fold of a category, of the first folder that has one.
  ///
  /// - Throws: ``CodeFileError``, ``ScriptError``, ``ProgramError`` where the file cannot be used. A program
  ///   that nobody agreed to is found, and throws when it is to fold.
  public func fold(forCategory category: String) throws -> (any Fold)? {
    for folder in code.aggregates {
      if let file = try folder.file(forCategory: category) {
        return try fold(file, in: folder, category)
      }
    }
    return nil
  }

  private func fold(
    _ file: CodeFile, in folder: CodeFolder, _ category: String
  ) throws -> any Fold {
    let stamp = FileStamp(file.path)
    let found = known.withLock { $0[category] }
    if let found, found.file == file, found.stamp == stamp { return found.fold }
    let fold: any Fold
    switch file.kind {
    case .script: fold = try ScriptFold(file, category: category, settings: settings)
    case .program:
      let (isAgreedTo, trust) = (folder.isAgreedTo, trust)
      fold = try ProgramFold(file) { isAgreedTo || trust?.isTrusted(file) == true }
    }
    known.withLock { $0[category] = Known(file: file, stamp: stamp, fold: fold) }
    return fold
  }
}
