import Foundation
import TestSupport
import Testing

@Suite("A log that is replaced by a shorter one, in a terminal")
struct ReplacedLogJourneyTests {
  let program: BuiltProgram
  private let lines: [String]

  /// A log of 60 lines, the 51st garbage, and read models of all of it.
  init() throws {
    program = try BuiltProgram()
    lines = (1...60).map { number in
      number == 51
        ? "garbage\n"
        : #"{"stream_id":"account-\#(number % 3)","type":"T\#(number)","data":{"n":\#(number)}}"#
          + "\n"
    }
    try program.file("log.jsonl", lines.joined())
    for name in ["streams", "event_types"] {
      let rebuild = try program.run(
        "projection", "rebuild", name, "--on-error", "park", "-l", "log.jsonl")
      // The garbage is parked, and said to be missing.
      try #require(rebuild.status == 3)
    }
  }

  @Test("a dead letter of the longer log leads nowhere, and a line says so")
  func deadLetter() throws {
    try program.file("log.jsonl", lines.prefix(5).joined())
    let terminal = try program.open("log.jsonl")
    terminal.expect("the streams") { $0.contains("account-1") }
    terminal.send("R")
    terminal.expect("that something is parked") { $0.contains("1 parked") }
    terminal.send("\t\t")
    terminal.expect("the dead letter") { $0.contains("Dead letters") && $0.contains("@51") }
    terminal.send("\r")
    terminal.expect("that it leads nowhere") { $0.contains("no event is at @51") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(terminal.hasModesAsFound)
  }
}
