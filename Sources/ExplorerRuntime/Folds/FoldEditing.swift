import Explorer
import Platform
import Rewind
import RewindScripts

/// What the explorer does about the code beside a log.
struct FoldEditing: Sendable {
  private(set) var code: LogCode
  private let folds: FoldRegistry
  private let projections: (any ProjectionFinder)?
  private let words: LogWords
  private let trust: ProgramTrust?

  init(_ opened: OpenedLog, words: LogWords) {
    code = opened.code
    folds = opened.folds
    projections = opened.projections.finder
    self.words = words
    trust = ProgramTrust.ofUser
  }

  /// The file that folds a category's events; a script to begin with is written where there is none.
  ///
  /// - Parameter folder: the folder of code that is begun where the log has none.
  /// - Returns: the file; nil where a folder has to be named first.
  /// - Throws: ``CodeFileError`` and what reading the log throws.
  mutating func file(
    forCategory category: String, beginning folder: String?, in log: LogSnapshot
  ) throws -> FoldFile? {
    for folder in code.aggregates {
      if let file = try folder.file(forCategory: category) { return FoldFile(path: file.path) }
    }
    if let fold = try? folds.fold(forCategory: category), !fold.isStandIn {
      throw FoldEditingError(
        "\(fold.name) is in Swift; rewind fold new \(category) writes a script"
          + " that comes before it")
    }
    guard let finder = folds.finder as? CodeFinder else {
      throw FoldEditingError("this program looks for no code beside a log")
    }
    let template = try FoldTemplate(category: category, in: log)
    if let home = code.aggregates.first {
      let path = try template.write(into: home)
      return FoldFile(path: path, notice: "made \(path)")
    }
    guard let folder else { return nil }
    let begun = try code(in: folder)
    let path = try template.write(into: begun.aggregates[0])
    code = begun
    finder.look(in: begun)
    (projections as? CodeProjections)?.look(in: begun)
    return FoldFile(
      path: path,
      notice:
        "made \(path); next time: rewind \(words.arguments) --with \(ShellWord.quoted(folder))")
  }

  /// The code of a folder that is begun.
  private func code(in folder: String) throws -> LogCode {
    let code = try LogCode(store: nil, with: folder, beginsFolder: true)
    guard code.folderToBegin != nil else {
      throw FoldEditingError(
        "\(folder) has code already; open the log with it: rewind \(words.arguments) --with"
          + " \(ShellWord.quoted(folder))")
    }
    return code
  }

  /// Remembers that a person agrees to a program's being run.
  ///
  /// - Throws: ``ProgramTrustError``.
  func agree(to program: String) throws {
    guard let trust else {
      throw FoldEditingError("there is no home to remember a yes in; set HOME or XDG_CONFIG_HOME")
    }
    try trust.remember(CodeFile(path: program, kind: .program))
  }
}

/// The file that folds a category's events.
struct FoldFile {
  let path: String
  /// What to say of it: where it was written; nil where it was there.
  var notice: String?
}

/// Why a fold cannot be edited.
struct FoldEditingError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
