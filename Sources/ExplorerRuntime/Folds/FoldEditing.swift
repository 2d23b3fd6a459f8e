import Explorer
import Platform
import Rewind
import RewindScripts

/// What the explorer does about the code beside a log.
struct FoldEditing: Sendable {
  private let code: LogCode
  private let folds: FoldRegistry
  private let trust: ProgramTrust?

  init(_ opened: OpenedLog) {
    code = opened.code
    folds = opened.folds
    trust = ProgramTrust.ofUser
  }

  /// The file that folds a category's events; a script to begin with is written where there is none.
  ///
  /// - Throws: ``CodeFileError`` and what reading the log throws.
  func file(forCategory category: String, in log: LogSnapshot) throws -> String {
    for folder in code.aggregates {
      if let file = try folder.file(forCategory: category) { return file.path }
    }
    if let fold = try? folds.fold(forCategory: category), !fold.isStandIn {
      throw FoldEditingError(
        "\(fold.name) is in Swift; rewind fold new \(category) writes a script"
          + " that comes before it")
    }
    guard let folder = code.aggregates.first else {
      throw FoldEditingError(
        "no code is looked for beside a log that is no store; open it with --with DIR, a folder for its"
          + " code")
    }
    return try FoldTemplate(category: category, in: log).write(into: folder)
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

/// Why a fold cannot be edited.
struct FoldEditingError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
