internal import Platform
public import Rewind
internal import Synchronization

/// Finds the folds that lie beside a log.
///
/// A folder is looked at each time, so that a file that was written, changed or removed counts from then
/// on; one that is as it was gives the fold that it gave before. A fold whose file was changed is over as
/// soon as that is seen: what it is at throws ``ReplacedCodeError``.
public final class CodeFinder: FoldFinder {
  private let code: Mutex<LogCode>
  private let settings: ScriptSettings
  private let trust: ProgramTrust?
  private let known = Mutex<[String: Known]>([:])

  private struct Known {
    let file: CodeFile
    let stamp: FileStamp
    let fold: any Fold
    /// Ends the fold.
    let end: @Sendable () -> Void
  }

  /// Finds the folds of a log's code.
  ///
  /// - Parameter trust: the programs that may run besides those in folders that were agreed to.
  public init(
    _ code: LogCode, settings: ScriptSettings = ScriptSettings(),
    trust: ProgramTrust? = .ofUser
  ) {
    self.code = Mutex(code)
    self.settings = settings
    self.trust = trust
  }

  /// Looks for folds in other code from now on.
  public func look(in code: LogCode) {
    self.code.withLock { $0 = code }
  }

  /// The fold of a category, of the first folder that has one.
  ///
  /// - Throws: ``CodeFileError``, ``ScriptError``, ``ProgramError`` where the file cannot be used. A program
  ///   that nobody agreed to is found, and throws when it is to fold.
  public func fold(forCategory category: String) throws -> (any Fold)? {
    for folder in code.withLock(\.aggregates) {
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
    let new: Known
    switch file.kind {
    case .script:
      let fold = try ScriptFold(file, category: category, settings: settings)
      new = Known(file: file, stamp: stamp, fold: fold) { fold.end() }
    case .program:
      let (isAgreedTo, trust) = (folder.isAgreedTo, trust)
      let fold = try ProgramFold(file) { isAgreedTo || trust?.isTrusted(file) == true }
      new = Known(file: file, stamp: stamp, fold: fold) { fold.end() }
    }
    let replaced = known.withLock { $0.updateValue(new, forKey: category) }
    if let replaced, replaced.stamp != stamp || replaced.file != file { replaced.end() }
    return new.fold
  }

  /// The files that are probably meant for a category, and are passed over: of another name, or of a kind that
  /// cannot be run; none where the category has what it needs.
  public func hints(
    for stream: StreamName, ofCategory category: String, among categories: [String]
  ) -> [String] {
    let code = code.withLock(\.self)
    return code.aggregates.hints(.fold, for: stream, ofCategory: category, among: categories)
      + code.upcasters.hints(.upcaster, for: stream, ofCategory: category, among: categories)
  }

  /// Looks at the files of the folds that were found, and ends those that were changed since.
  public func refresh() {
    let changed = known.withLock { known in
      let changed = known.filter { FileStamp($0.value.file.path) != $0.value.stamp }
      for category in changed.keys { known[category] = nil }
      return changed.values
    }
    for changed in changed { changed.end() }
  }
}
