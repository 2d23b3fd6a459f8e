import Platform
import Rewind
import TextUI

/// Lines on standard error: `rewind: what, where, what to do`.
enum ErrorLine {
  /// - Parameter speaker: who says it: the program, or a fold.
  static func write(_ message: String, by speaker: String = "rewind") {
    SystemFile.standardError.write(text: VisibleText.escaped("\(speaker): \(message)") + "\n")
  }

  /// Writes a call that can be pasted, on a line of its own.
  static func write(call: String) {
    SystemFile.standardError.write(text: VisibleText.escaped(call) + "\n")
  }
}
