import Foundation
import Rewind
import TestSupport
import Testing
import TextUI

@testable import RewindCLI

@Suite("Journeys through the sample store, in a terminal")
struct JourneyTests {
  let program: BuiltProgram
  /// The first stream that the first screen lists.
  let firstStream: String
  let firstStreamVersions: Int

  init() throws {
    program = try BuiltProgram()
    program.environment["REWIND_LOG"] = "bank"
    try program.makeSampleStore("bank")
    let stream = try JSONText(try program.run("streams", "--limit", "1", "--json").lines[0])
    firstStream = try #require(stream["stream"]?.string)
    firstStreamVersions = try #require(stream["version"]?.int)
  }

  private func openDemo() throws -> PseudoTerminal {
    let terminal = try program.open("demo", "bank", "--utc")
    terminal.expect("the streams") { $0.contains(firstStream) && $0.contains("all events") }
    return terminal
  }

  private func quit(_ terminal: PseudoTerminal) {
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(terminal.hasModesAsFound)
  }

  /// The event that took an account below zero: its place among the corrections, stream and version.
  private func culprit() throws -> (place: Int, stream: String, version: Int, balance: String) {
    let lines = try program.run("events", "--type", "BalanceCorrected", "--json").lines
    for (place, line) in lines.enumerated() {
      let event = try JSONText(line)
      let stream = try #require(event["stream_id"]?.string)
      let version = try #require(event["version"]?.int)
      let balance = try program.run(
        "state", stream, "--at", "\(version)", "--path", "balance"
      ).lines[0]
      if balance.hasPrefix("-") { return (place, stream, version, balance) }
    }
    throw CocoaError(.fileNoSuchFile)
  }

  @Test("the sample store, made and opened in one go, answers a resize and ends at SIGTERM")
  func signals() throws {
    let terminal = try program.open("demo", "fresh", "--utc")
    terminal.expect("the streams") { $0.contains(firstStream) && $0.contains("all events") }
    terminal.resize(Size(columns: 100, rows: 30))
    terminal.expect("hints on the new last row") { $0.rows[29].contains("? help") }
    terminal.signal(SIGTERM)
    #expect(terminal.waitForExit() == .code(128 + SIGTERM))
    #expect(terminal.hasModesAsFound)
  }

  @Test("from the first screen to the event that took the account below zero, in at most 15 keys")
  func belowZero() throws {
    let culprit = try culprit()
    let terminal = try openDemo()
    var keys = 0
    let press = { (key: String) in
      terminal.send(key)
      keys += 1
    }
    press("A")
    terminal.expect("all events") { $0.contains("All events") }
    for key in ["f", "C", "o", "r", "r", "\r"] { press(key) }
    let matching = try program.run("events").lines.filter { $0.contains("Corr") }.count
    terminal.expect("the corrections alone") { $0.contains("\(grouped(matching)) of ") }
    press("g")
    for _ in 0..<culprit.place { press("j") }
    press("\r")
    terminal.expect("the event, and what it changed, marked") { terminal in
      terminal.contains(culprit.stream) && terminal.contains("v\(culprit.version) of ")
        && terminal.rows.contains {
          $0.contains("~ balance") && $0.contains("→ \(culprit.balance)")
        }
    }
    #expect(keys <= 15)
    quit(terminal)
  }

  @Test("the README's first walk: into a stream, through time, to a value's changes, to a diff")
  func firstWalk() throws {
    let last = firstStreamVersions
    let isAt = { (version: Int) in
      { (terminal: PseudoTerminal) in terminal.contains("v\(version) of \(last)") }
    }
    let terminal = try openDemo()
    terminal.send("\r")
    terminal.expect("the stream's last version", until: isAt(last))
    terminal.send(",")
    terminal.expect("a version back", until: isAt(last - 1))
    terminal.send(".")
    terminal.expect("a version forward", until: isAt(last))
    terminal.send("0")
    terminal.expect("the place before the first event", until: isAt(0))
    terminal.send("1v")
    terminal.expect("version 1", until: isAt(1))
    terminal.send("m")
    terminal.send("$")
    terminal.expect("the last version", until: isAt(last))
    terminal.send("d")
    terminal.expect("what differs from version 1") { $0.contains("v1") && $0.contains("v\(last)") }
    terminal.send("\u{1B}")
    terminal.expect("the state alone", until: isAt(last))
    terminal.send("\t")
    terminal.send("jj")
    terminal.send("K")
    terminal.expect("an earlier change of the value under the cursor") {
      !$0.contains("v\(last) of ") || $0.contains("does not change before")
    }
    quit(terminal)
  }

  @Test("--at and --path open the explorer at the place they name")
  func startingPlace() throws {
    let culprit = try culprit()
    let terminal = try program.open(
      "bank", "--at", "\(culprit.stream)@\(culprit.version)", "--path", "balance", "--utc")
    terminal.expect("the place") {
      $0.contains("v\(culprit.version) of ") && $0.contains("→ \(culprit.balance)")
    }
    quit(terminal)
  }

  @Test("--at takes a stream whose name has an @ before a version of another")
  func startingAtName() throws {
    let lines = [("desk", 1), ("desk", 2), ("desk@1", 1)].map { stream, version in
      #"{"stream_id":"\#(stream)","version":\#(version),"type":"Booked","data":{}}"# + "\n"
    }
    let log = try program.file("desks.jsonl", lines.joined())
    for (place, shown) in [("desk@1", "desk@1 "), ("desk@2", "v2 of 2")] {
      let terminal = try program.open(log, "--at", place)
      terminal.expect(shown) { $0.rows[0].contains(shown) }
      quit(terminal)
    }
  }
}
