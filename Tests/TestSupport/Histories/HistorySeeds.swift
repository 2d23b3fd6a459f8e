internal import Foundation

/// Which histories are tried.
public enum HistorySeeds {
  /// As many as REWIND_HISTORIES says, from REWIND_HISTORIES_FROM on; else so many, from 1.
  public static func fromEnvironment(count: Int) -> Range<UInt64> {
    let environment = ProcessInfo.processInfo.environment
    let first = environment["REWIND_HISTORIES_FROM"].flatMap { UInt64($0) } ?? 1
    let count = environment["REWIND_HISTORIES"].flatMap { UInt64($0) } ?? UInt64(count)
    return first..<first + count
  }
}
