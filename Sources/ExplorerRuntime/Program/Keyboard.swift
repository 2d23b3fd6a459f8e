package import Platform

/// Where the person's keys come from.
package enum Keyboard {
  /// Standard input under another descriptor, to read a log from once the keyboard has taken its place.
  package static func keepStandardInput() throws(SystemError) -> SystemFile {
    try SystemFile.standardInput.duplicate()
  }

  /// Throws where keys cannot be read from standard input, or nothing be drawn on standard output.
  static func check() throws(ExplorerError) {
    let isOutput = SystemFile.standardOutput.isTerminal
    guard !SystemFile.standardInput.isTerminal || !isOutput else { return }
    throw .noTerminal(
      "the explorer needs a terminal, and \(isOutput ? "input" : "output") is none")
  }

  /// Puts the controlling terminal in the place of standard input, which has been read or kept.
  static func takePlaceOfStandardInput() throws(ExplorerError) {
    guard let terminal = try? SystemFile("/dev/tty", .updating),
      SystemFile.standardOutput.isTerminal
    else { throw .noTerminal("the explorer needs a terminal") }
    SystemFile.standardInput.redirect(to: terminal)
  }
}
