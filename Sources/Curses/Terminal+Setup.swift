internal import CNcurses
internal import Glibc
internal import TextUI

extension Terminal {
  /// Throws where TERM has no description, or one that is not enough to draw with.
  static func checkDescription() throws(TerminalError) {
    guard let type = getenv("TERM").map({ String(cString: $0) }), !type.isEmpty else {
      throw .noType
    }
    let name = VisibleText.escaped(type)
    switch rw_find_description(STDOUT_FILENO) {
    case 1: break
    case 0: throw .unknownType(name)
    default: throw .noDatabase
    }
    guard rw_capability("cup") != nil else { throw .poorType(name) }
  }

  /// Sets the locale for characters from the environment; true where that is UTF-8.
  ///
  /// Where the environment names a UTF-8 locale that is not installed, the C locale's UTF-8
  /// variant stands in: the terminal speaks it all the same.
  static func adoptLocale() -> Bool {
    if setlocale(LC_CTYPE, "") == nil {
      let name =
        ["LC_ALL", "LC_CTYPE", "LANG"].lazy
        .compactMap { (variable: String) in getenv(variable).map { String(cString: $0) } }
        .first { !$0.isEmpty } ?? ""
      let wantsUTF8 = ["utf-8", "utf8"].contains { name.lowercased().hasSuffix($0) }
      if wantsUTF8 { setlocale(LC_CTYPE, "C.UTF-8") }
    }
    return nl_langinfo(Int32(CODESET)).map { String(cString: $0) } == "UTF-8"
  }

  /// Pairs from here on look like those from 0 on; see `Terminal.put`.
  static let twinPairs: Int32 = 32

  /// Makes a pair for each palette colour; false where there are none or they are not wanted.
  static func startColors() -> Bool {
    guard has_colors() else { return false }
    start_color()
    use_default_colors()
    for color in 0...min(16, rw_colors()) {
      init_extended_pair(color + twinPairs, color - 1, -1)
    }
    let noColor = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    guard rw_colors() >= 8, !noColor else { return false }
    for color in 0..<min(16, rw_colors()) {
      init_extended_pair(color + 1, color, -1)
    }
    return true
  }

  /// What puts the terminal back after a crash, when ncurses cannot be asked any more.
  static func resetText() -> String {
    let ours = "\u{1B}[?2004l\u{1B}[?1006l\u{1B}[?1002l"
    let capabilities = ["sgr0", "cnorm", "rmcup"].map { (name: String) in
      rw_capability(name).map { withoutPadding(String(cString: $0)) } ?? ""
    }
    return ours + capabilities.joined() + "\r\n"
  }

  /// The capability without its `$<5/>` delays, which only tputs understands.
  static func withoutPadding(_ capability: String) -> String {
    var result = ""
    var rest = capability[...]
    while let start = rest.firstRange(of: "$<") {
      result += rest[..<start.lowerBound]
      rest = rest[start.upperBound...].drop { $0 != ">" }.dropFirst()
    }
    return result + rest
  }
}
