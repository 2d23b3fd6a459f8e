import Curses
package import Explorer
import Platform
import Rewind
package import TextUI

/// Asks on the terminal whether a log of no known system is to be opened as its mapping is guessed.
package struct MappingDialog {
  /// How it ended.
  package enum Outcome: Sendable {
    case answered(MappingQuestion.Answer)
    /// A signal or the end of the terminal came first.
    case ended(ExplorerEnding)
  }

  /// How it is shown.
  let display: DisplayOptions
  /// What was typed ahead of the answer's consequences, for the explorer or the next question.
  package private(set) var typedAhead: [InputEvent] = []

  /// - Parameter display: how it is shown, as far as the terminal can.
  package init(_ display: DisplayOptions) {
    self.display = display
  }

  /// Asks, and gives the terminal back.
  ///
  /// - Throws: ``ExplorerError`` where there is no terminal.
  package mutating func ask(_ question: MappingQuestion) throws(ExplorerError) -> Outcome {
    let terminal = try ExplorerError.wrap { () throws(TerminalError) in
      try Terminal.open(mending: MappedFile.mend)
    }
    defer { terminal.close() }
    var display = display
    if !terminal.isUTF8 { display.glyphs = .ascii }
    if !terminal.supportsColor { display.usesColor = false }
    var question = question
    var inputs = typedAhead[...]
    typedAhead = []
    while true {
      while question.answer == nil, let input = inputs.popFirst() {
        for effect in question.update(input, on: terminal.size) { perform(effect, on: terminal) }
      }
      if let answer = question.answer {
        typedAhead = Array(inputs)
        return .answered(answer)
      }
      var canvas = Canvas(size: terminal.size, glyphs: display.glyphs)
      question.draw(display, on: &canvas)
      terminal.present(canvas)
      for event in terminal.next(timeoutMilliseconds: nil) {
        switch event {
        case .input(let input): inputs.append(input)
        case .signal(let number): return .ended(ExplorerEnding(reason: .signal(number)))
        case .hangup: return .ended(ExplorerEnding(reason: .hangup))
        case .resized, .woken: break
        }
      }
    }
  }

  private func perform(_ effect: Effect, on terminal: Terminal) {
    switch effect {
    case .suspend: terminal.suspend()
    case .redraw: terminal.redraw()
    default: break
    }
  }
}
