import Foundation
import TestSupport
import Testing

@testable import Rewind

@Suite("A command whose output is a log")
struct LogCommandTests {
  @Test(
    "is called by its first program, where that is plain to see",
    arguments: [
      ("kcat -J -C -t orders", "kcat"), ("/usr/bin/kubectl logs -f x | grep {", "kubectl"),
      ("PGPASSWORD=x psql -c 'select 1'", "psql"), ("(zcat a.gz; cat b)", "zcat"),
      ("for f in *; do cat $f; done", "command"), ("\"$HOME/my tool\" -f", "command"),
      ("  ", "command"),
    ])
  func program(command: String, name: String) {
    #expect(LogCommand.program(of: command) == name)
  }

  @Test("keeps what it printed for each log that is opened on it, and says how it ended")
  func openedTwice() throws {
    let lines = #"{"order":"o-1","what":"Paid"}\n{"order":"o-1","what":"Sent"}\n"#
    let input = try LogInput(
      running: "printf '\(lines)'; echo lost >&2; exit 3", keepsErrors: true)
    for stream in ["order", "what"] {
      let mapping = try EnvelopeMapping(arguments: ["stream=\(stream)", "type=what"])
      let log = try EventLog.open(input, mapping: mapping)
      try log.refresh()
      #expect(log.index.eventCount == 2 && !log.mayGrow)
      #expect(log.index.streamCount == (stream == "order" ? 1 : 2))
    }
    #expect(input.failure == "the command ended with exit status 3: lost")
  }

  @Test("ends with the last reference", .timeLimit(.wholeRun))
  func released() throws {
    let folder = try TemporaryFolder()
    let alive = try Lifeline(at: folder.path("alive"))
    var log: EventLog? = try EventLog.open(
      try LogInput(
        running:
          "exec 5>'\(folder.path("alive"))'; echo '{\"stream_id\":\"a\",\"type\":\"T\",\"data\":1}'; sleep 1000"
      ))
    #expect(log?.mayGrow == true)
    log = nil
    #expect(alive.waitForEnd())
  }

  @Test("where it failed before anything came is why no log can be opened")
  func nothing() throws {
    let input = try LogInput(running: "echo broken >&2; kill -9 $$", keepsErrors: true)
    let error = #expect(throws: LogOpenError.self) { try EventLog.open(input) }
    #expect(error?.description == "echo: the command ended with signal 9: broken")
  }
}
