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
    // What is remembered of the file is not known of what comes through a pipe.
    let calls =
      log.mapping.isRemembered
      ? ProposedCalls(mappingWords: log.mapping.arguments.flatMap { ["--map", $0] }) : self
    let advice = turned.map { "\($0) | \(calls.callOnPipe) takes it in the order of its times" }
    return "\(DirectionWords.remark); \(advice ?? DirectionWords.advice)"
  }

  /// What prints the events of a file from the last to the first, a line each; nil where that is not plain.
  private func turning(_ path: String, of log: EventLog) -> String? {
    guard let status = try? FileStatus(of: path), status.kind == .file, log.mapping.each == nil
    else { return nil }
    let path = path.hasPrefix("-") ? "./" + path : path
    if log.readsFilesAsTheyAre {
      let file = ShellWord.quoted(path)
      // Of a last line without an end tac makes one with the line before it.
      return Self.endsWithNewline(path, status.size) ? "tac \(file)" : "sed '$a\\' \(file) | tac"
    }
    guard let array = log.arrayOfEvents(inFileAt: path) else { return nil }
    // There may be several documents, a page each.
    let filter = array.isRoot ? "reverse[]" : "map(\(array)[]) | reverse[]"
    let words = ["jq", array.isRoot ? "-c" : "-cs", filter, path]
    return words.map(ShellWord.quoted).joined(separator: " ")
  }

  private static func endsWithNewline(_ path: String, _ size: Int) -> Bool {
    guard size > 0, let file = try? SystemFile(path, .readingFile) else { return true }
    var byte: UInt8 = 0
    let count = withUnsafeMutableBytes(of: &byte) { try? file.read(at: size - 1, into: $0) }
    return count != 1 || byte == UInt8(ascii: "\n")
  }
}
