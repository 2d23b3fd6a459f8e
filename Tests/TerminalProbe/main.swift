import Curses
import Foundation
import Platform
import TextUI

// Shows on a terminal what Curses.Terminal reports, for the tests to look at. Keys with a meaning:
// q quit, z suspend, m and M mouse on and off, w wake from another thread, l redraw, e write to
// standard error, F fatal error, T fatal errors of many threads at once, X exit at once, r release the
// terminal for a moment, N give it back and take it again, c copy the text that is shown, b read a
// mapped file that is cut short, B read memory mapped from such a file by nobody's leave.

/// A line for each event, and the text that a test wants shown.
struct Report {
  let sample = CommandLine.arguments.dropFirst().joined(separator: " ")
  var events: [TerminalEvent] = []

  func draw(_ terminal: Terminal) {
    let size = terminal.size
    var canvas = Canvas(size: size, glyphs: terminal.isUTF8 ? .unicode : .ascii)
    canvas.box(
      Rect(size), isFocused: true, title: ["Probe"], corner: ["\(size.columns)x\(size.rows)"])
    canvas.write(sample, at: Point(column: 2, row: 1), limit: size.columns - 4)
    canvas.write(
      "red", at: Point(column: 2, row: 2), style: Style(foreground: .red, isBold: true))
    canvas.write("bright", at: Point(column: 6, row: 2), style: Style(foreground: .palette(10)))
    canvas.write(
      "marked", at: Point(column: 13, row: 2), style: Style(isReversed: true, isUnderlined: true))
    for (row, event) in events.suffix(max(0, size.rows - 4)).enumerated() {
      canvas.write(
        describe(event), at: Point(column: 2, row: 3 + row), limit: size.columns - 4)
    }
    if events.last != .input(.key(.character("h"))) { canvas.cursor = Point(column: 2, row: 2) }
    terminal.present(canvas)
  }

  private func describe(_ event: TerminalEvent) -> String {
    switch event {
    case .input(.key(let key)): "key \(key)"
    case .input(.paste(let text)): "paste <\(text)>"
    case .input(.mouse(let mouse)):
      "mouse \(mouse.kind) \(mouse.point.column),\(mouse.point.row) clicks \(mouse.clicks)"
    case .input(.escapeRetracted): "retracted"
    case .resized(let size): "resized \(size.columns)x\(size.rows)"
    case .signal(let number): "signal \(number)"
    case .hangup: "hangup"
    case .woken: "woken"
    }
  }
}

func complain(_ text: String) {
  var text = text + "\n"
  text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

/// Ends the process on as many threads at once as a program that has run out of memory may.
func failOnManyThreads() {
  let gate = DispatchSemaphore(value: 0)
  for _ in 0..<16 {
    Thread.detachNewThread {
      gate.wait()
      fatalError("deliberate")
    }
  }
  for _ in 0..<16 { gate.signal() }
}

/// A file of a page, which has no name.
func pageOfOnes() throws -> SystemFile {
  let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
  try SystemFile.replace(path, holding: [UInt8](repeating: 1, count: Int(getpagesize())))
  defer { FileSystem.removeFile(path) }
  return try SystemFile(path, .updating)
}

// Mapped before the terminal is there, as logs are.
let file = try pageOfOnes()
let mapped = try MappedFile(file, 0..<file.size())

func readCutFile() throws {
  try file.truncate(to: 0)
  complain("read \(mapped.bytes[0]), cut \(mapped.isCut)")
}

/// Ends the process by a bus error.
func readCutMemory() throws {
  let file = try pageOfOnes()
  let bytes = mmap(nil, try file.size(), PROT_READ, MAP_SHARED, file.descriptor, 0)
  try file.truncate(to: 0)
  complain("read \(bytes!.load(as: UInt8.self))")
}

/// What the event makes the probe do; the exit status, where that is to end.
func answer(_ event: TerminalEvent, on terminal: Terminal) throws -> Int32? {
  switch event {
  case .signal(let number): return 128 + number
  case .hangup: return 128 + SIGHUP
  case .input(.key(.control("z"))): terminal.suspend()
  case .input(.key(.character(let key))):
    switch key {
    case "q": return 0
    case "z": terminal.suspend()
    case "m": terminal.setMouse(true)
    case "M": terminal.setMouse(false)
    case "l": terminal.redraw()
    case "e": complain("an error meanwhile")
    case "F": fatalError("deliberate")
    case "T": failOnManyThreads()
    case "X": exit(3)
    case "b": try readCutFile()
    case "B": try readCutMemory()
    case "c": terminal.copyThroughTerminal(CommandLine.arguments[1])
    case "r": terminal.released { print("released") }
    case "w":
      let wake = terminal.wake
      Task.detached { wake.signal() }
    default: break
    }
  default: break
  }
  return nil
}

func run() throws -> Int32 {
  let terminal: Terminal
  do {
    terminal = try Terminal.open(mending: MappedFile.mend)
  } catch {
    complain("probe: \(error)")
    return 2
  }
  defer { terminal.close() }
  var report = Report()
  while true {
    report.draw(terminal)
    for event in terminal.next(timeoutMilliseconds: nil) {
      if event == .input(.key(.character("N"))) {
        terminal.close()
        return try run()
      }
      report.events.append(event)
      if let status = try answer(event, on: terminal) { return status }
    }
  }
}

exit(try run())
