package import Explorer
import Platform
package import Rewind

extension ProposedCalls {
  /// That a log lies newest first, and the call that turns it round, where one file tells how; nil of any other log.
  ///
  /// - Parameter paths: the log's, as the call names them.
  package func remarkOnDirection(of log: EventLog, at paths: [String]) -> String? {
    guard log.snapshot().isNewestFirst else { return nil }
    let turned = paths.count == 1 ? turning(paths[0], of: log) : nil
    let advice = turned.map { "\($0) | \(callOnPipe) takes it in the order of its times" }
    return "\(DirectionWords.remark); \(advice ?? DirectionWords.advice)"
  }

  /// What prints the events of a file from the last to the first, a line each; nil where that is not plain.
  private func turning(_ path: String, of log: EventLog) -> String? {
    guard (try? FileStatus(of: path))?.kind == .file else { return nil }
    if log.readsFilesAsTheyAre { return "tac \(ShellWord.quoted(path))" }
    guard let array = log.arrayOfEvents(inFileAt: path) else { return nil }
    // There may be several documents, a page each.
    let filter = array.isRoot ? "reverse[]" : "map(\(array)[]) | reverse[]"
    let words = ["jq", array.isRoot ? "-c" : "-cs", filter, path]
    return words.map(ShellWord.quoted).joined(separator: " ")
  }
}
