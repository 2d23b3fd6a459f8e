import Foundation
import Platform
import Rewind
import RewindScripts
import TestSupport
import Testing

@testable import ExplorerRuntime

@Suite("Projections that are edited while the explorer is open", .timeLimit(.wholeRun))
struct EditedProjectionsTests {
  private let folder: TemporaryFolder
  private let source = ArraySource()

  init() throws {
    folder = try TemporaryFolder()
    try FileSystem.makeFolders(folder.path("projections"))
    for (stream, amount) in [("account-1", 5), ("account-2", 7), ("account-1", 2)] {
      source.add("Deposited", to: StreamName(stream), try JSONText(#"{"amount":\#(amount)}"#))
    }
  }

  /// The sum of deposits, each so many times.
  private static func sums(times: Int = 1) -> String {
    """
    export const from = { category: "account" }
    export const initialState = { sum: 0 }
    export function evolve(state, event) {
      return { sum: state.sum + \(times) * event.data.amount }
    }
    """
  }

  /// Puts a file in another's place in one step, as editors do.
  private func save(_ name: String, _ text: String) throws {
    try SystemFile.replace(folder.path("projections/\(name)"), holding: Array(text.utf8))
  }

  /// A person who is at the projections.
  private func exploration() throws -> Exploration {
    let code = try LogCode(store: nil, with: folder.path(""))
    var settings = ScriptSettings()
    let executable = try ThisProcess.executable()
    settings.program = FileSystem.folder(of: executable) + "/rewind"
    // So patient that only a save ends what loops.
    settings.secondsPerEvent = 3_600
    var exploration = try Exploration(
      of: source, code: code, projections: CodeProjections(code, settings: settings))
    try exploration.expect("the streams") { $0.contains("account-1") }
    exploration.press("R")
    return exploration
  }

  private func expect(
    _ name: String, is word: String, in exploration: inout Exploration,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    try exploration.expect("\(name) \(word)", at: location) { screen in
      screen.split(separator: "\n").contains {
        $0.contains(" \(name) ") && $0.contains(" \(word) ")
      }
    }
  }

  @Test("one is built, changed, compared and swapped, with its rows before and after")
  func changing() throws {
    try save("sums.js", Self.sums())
    var exploration = try exploration()
    try expect("sums", is: "not built", in: &exploration)
    exploration.press("br")
    try expect("sums", is: "up to date", in: &exploration)
    try exploration.expect("its rows") { $0.contains(#"{"sum":7}"#) }
    try save("sums.js", Self.sums(times: 2))
    try expect("sums", is: "stale", in: &exploration)
    try exploration.expect("its rows by the changed script, which are not the read model's yet") {
      $0.contains("by the changed script") && $0.contains(#"{"sum":14}"#)
    }
    exploration.press("$")
    try exploration.expect("the read model's") { $0.contains(#"{"sum":7}"#) }
    exploration.press("bc")
    try exploration.expect("what it changes") {
      $0.contains("2 changed") && $0.contains("account-1") && $0.contains("7 → 14")
    }
    try exploration.expect("since when, and what differed then") {
      $0.contains("~ account-1  since @1") && $0.contains("~ account-2  since @2")
        && $0.contains("account-1  sum 5 → 10 since @1")
    }
    exploration.press("j\n")
    try exploration.expect("the event") { $0.contains("› account-2") && $0.contains("v1 of 1") }
    exploration.press("\u{1B}")
    try exploration.expect("the same row again") {
      $0.contains("2 of 2") && $0.contains("account-2  sum 7 → 14 since @2")
    }
    exploration.press("y")
    try expect("sums", is: "up to date", in: &exploration)
    try exploration.expect("its new rows") { $0.contains(#"{"sum":14}"#) }
    #expect(exploration.failures == [])
    exploration.end()
  }

  @Test(
    "one that was changed twice is compared with what made the read model; changed back, it is that"
  )
  func changedBack() throws {
    try save("sums.js", Self.sums())
    var exploration = try exploration()
    try expect("sums", is: "not built", in: &exploration)
    exploration.press("br")
    try expect("sums", is: "up to date", in: &exploration)
    try save("sums.js", "fromAll().when({")
    try exploration.expect("why it is broken") { $0.contains("sums.js:1") }
    try save("sums.js", Self.sums(times: 3))
    try exploration.expect("its rows by the changed script") { $0.contains(#"{"sum":21}"#) }
    try source.add("Deposited", to: "account-3", JSONText(#"{"amount":4}"#))
    try source.add("Deposited", to: "account-1", JSONText(#"{"amount":1}"#))
    exploration.press("bc")
    try exploration.expect(
      "since when, of the longer log; what is new is no difference of the scripts"
    ) {
      $0.contains("~ account-1  since @1") && $0.contains("sum 5 → 15 since @1")
        && $0.contains("+ account-3  since @4")
    }
    exploration.press("n")
    try exploration.expect("that nothing was changed") {
      $0.contains("the read model is as it was")
    }
    try save("sums.js", Self.sums())
    try expect("sums", is: "behind", in: &exploration)
    // The rows by the script show that it has taken the place of the one before.
    try exploration.expect("its rows by the script") { $0.contains(#"{"sum":7}"#) }
    exploration.press("bc")
    try exploration.expect("what came alone, since no event") {
      $0.contains("+ account-3 ") && $0.contains("~ account-1 ") && !$0.contains("since @")
    }
    #expect(exploration.failures == [])
    exploration.end()
  }

  @Test("one appears, breaks, is mended and goes, and the others are as they were")
  func coming() throws {
    var exploration = try exploration()
    try expect("streams", is: "not built", in: &exploration)
    try save("sums.js", Self.sums())
    try expect("sums", is: "not built", in: &exploration)
    try save("broken.js", "fromAll().when({ ")
    try expect("broken", is: "stale", in: &exploration)
    try expect("sums", is: "not built", in: &exploration)
    // It stands before the one that was selected.
    exploration.press("gg")
    try exploration.expect("why") { $0.contains("! broken.js") && $0.contains("SyntaxError") }
    try save("broken.js", "fromAll().when({ $any: (s) => s })")
    try expect("broken", is: "not built", in: &exploration)
    FileSystem.removeFile(folder.path("projections/broken.js"))
    try exploration.expect("that it is gone") {
      $0.contains("broken is gone: its script is not there any more")
    }
    exploration.press("j")
    try exploration.expect("no trace") { !$0.contains("broken") }
    exploration.end()
  }

  @Test(
    "one that hangs is being read until it is saved anew, and keeps neither others nor keys waiting"
  )
  func hanging() throws {
    try save("sums.js", Self.sums())
    try save("zzz.js", "for (;;) {}")
    var exploration = try exploration()
    try expect("zzz", is: "being read", in: &exploration)
    exploration.press("br")
    try expect("sums", is: "up to date", in: &exploration)
    try expect("zzz", is: "being read", in: &exploration)
    try save("zzz.js", Self.sums())
    try expect("zzz", is: "not built", in: &exploration)
    exploration.end()
  }

  @Test("a job by the old script ends with a line that says so; the next is by the new one")
  func atWork() throws {
    try save("sums.js", "fromAll().when({ $any() { for (;;) {} } })")
    var exploration = try exploration()
    try expect("sums", is: "not built", in: &exploration)
    exploration.press("br")
    try expect("sums", is: "rebuilding", in: &exploration)
    try save("sums.js", Self.sums())
    try exploration.expect("how it ended") {
      // The line gives way to the next once the changed script has made the rows.
      $0.contains("sums: sums.js was changed while it was at work")
        || $0.contains("sums: rows as its changed script makes them")
    }
    exploration.press("br")
    try exploration.expect("rows by the new script") { $0.contains(#"{"sum":7}"#) }
    exploration.end()
  }

  @Test("what a script is warned of and what it logs stands in About")
  func notes() throws {
    try save(
      "sums.js",
      """
      fromCategory("acount").when({ $any: (s) => s })
      """)
    var exploration = try exploration()
    try exploration.expect("the warning") { $0.contains("! sums.js") && $0.contains("acount") }
    try save("sums.js", #"fromAll().when({ Deposited() { log("seen \u001b[31m") } })"#)
    try exploration.expect("no warning any more") { !$0.contains("acount") }
    exploration.press("br")
    try expect("sums", is: "up to date", in: &exploration)
    exploration.press("4\tG")
    try exploration.expect("what it said, escaped") { $0.contains("@3 seen ␛[31m") }
    exploration.end()
  }
}
