import Curses
package import Explorer
import Platform
package import Rewind
import TextUI

/// Says on the terminal what is waited for where the first lines of a log take long to come.
package struct WaitingDialog {
  /// How long nothing is said, in milliseconds.
  private static let patience = 300
  /// How often it is looked whether lines have come, in milliseconds.
  private static let interval = 100

  /// How it is shown.
  let display: DisplayOptions

  /// - Parameter display: how it is shown, as far as the terminal can.
  package init(_ display: DisplayOptions) {
    self.display = display
  }

  /// Waits until first lines have come, or all that comes, and gives the terminal back.
  ///
  /// - Returns: how it ended where the person left, or a signal or the end of the terminal came first; else nil.
  /// - Throws: ``ExplorerError`` where there is no terminal.
  package func wait(for input: LogInput) throws(ExplorerError) -> ExplorerEnding? {
    guard !input.waitForBeginning(atMostMilliseconds: Self.patience) else { return nil }
    let terminal = try ExplorerError.wrap { () throws(TerminalError) in
      try Terminal.open(mending: MappedFile.mend)
    }
    defer { terminal.close() }
    while !input.hasBegun {
      draw(input.name, on: terminal)
      for event in terminal.next(timeoutMilliseconds: Self.interval) {
        switch event {
        case .input(.key(.character("q"))), .input(.key(.control("c"))):
          return ExplorerEnding(reason: .quit)
        case .input(.key(.control("z"))): terminal.suspend()
        case .input(.key(.control("l"))): terminal.redraw()
        case .signal(let number): return ExplorerEnding(reason: .signal(number))
        case .hangup: return ExplorerEnding(reason: .hangup)
        case .input, .resized, .woken: break
        }
      }
    }
    return nil
  }

  private func draw(_ name: String, on terminal: Terminal) {
    var canvas = Canvas(
      size: terminal.size, glyphs: terminal.isUTF8 ? display.glyphs : .ascii)
    let limit = max(0, terminal.size.columns - 2)
    let text = TextWidth.fitted(
      "Waiting for the first lines of \(name).", to: limit, glyphs: canvas.glyphs)
    canvas.write(text, at: Point(column: 1, row: 0), limit: limit)
    canvas.write(
      "q leave", at: Point(column: 1, row: terminal.size.rows - 1), limit: limit)
    terminal.present(canvas)
  }
}
