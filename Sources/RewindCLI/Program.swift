import TextUI

/// The program: words in, an exit status out.
enum Program {
  static func run(_ words: [String], in environment: Environment) -> Int32 {
    do {
      let arguments = try Arguments(parsing: words)
      let output = Output(glyphs: arguments.shared.ascii ? .ascii : .unicode)
      switch arguments.command {
      case .help(let command): try output.text(HelpText.text(for: command))
      case .version: try output.text("rewind \(Version.number)\n")
      default: break
      }
      return 0
    } catch {
      return 2
    }
  }
}
