import Platform
import Rewind
import TextUI

/// Lines on standard error: `rewind: what, where, what to do`.
enum ErrorLine {
  static func write(_ message: String) {
    SystemFile.standardError.write(text: "rewind: " + VisibleText.escaped(message) + "\n")
  }
}
