/// In which order the lines of several files that are one log were taken in when it was read first; what came later
/// is behind them.
public enum FileOrder: Sendable {
  /// By time, those of one time file by file: in every file times rise.
  case byTime
  /// File by file, in the order of the files' names: a file's times fall, or not every event has one.
  case fileByFile
  /// As they came: one of the files is a pipe, which was not waited for.
  case asTheyCame
}

extension LogSnapshot {
  /// In which order the lines of several files were taken in; nil where they are of one file, or of a store.
  public var fileOrder: FileOrder? { fileReader?.order }

  /// How many files the lines are of; 0 where they are in none.
  public var fileCount: Int { fileReader?.found.count ?? 0 }
}
