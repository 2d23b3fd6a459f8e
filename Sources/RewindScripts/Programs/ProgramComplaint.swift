/// What a program said on its standard error when it ended: the place in its code, and what is wrong.
///
/// Traces are read as Python, Node and Java write them, and errors of grammar as Python and compilers do; of
/// anything else the last line is taken.
struct ProgramComplaint {
  /// `File "account.py", line 12, in evolve · KeyError: 'amount'`: no line break, and of bounded length.
  let text: String

  /// Reads what came last; nil where nothing did.
  ///
  /// - Parameter program: its path; of a trace the innermost line that names its file is taken, else the
  ///   innermost of all.
  init?(_ bytes: [UInt8], of program: String) {
    let lines = bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      .map(Self.trimmed).filter { !$0.isEmpty }
    guard let last = lines.last else { return nil }
    let file = program.split(separator: "/").last.map { Array($0.utf8) } ?? []
    var parts = [last]
    if let trace = lines.lastIndex(where: { $0.starts(with: Self.pythonStart) }) {
      let places = lines[trace...].filter(Self.isPythonPlace)
      let own = places.last { $0.contains(file) } ?? places.last
      parts = [own, last].compactMap(\.self)
    } else if let place = lines.lastIndex(where: Self.isCall) {
      // Calls stand behind the message, the innermost first.
      let before = lines[..<place].lastIndex { !Self.isCall($0) }
      let calls = lines[(before.map { $0 + 1 } ?? 0)...place]
      // An error of grammar names the file at its beginning alone.
      let own = calls.first { $0.contains(file) } ?? lines[..<place].first { $0.contains(file) }
      parts = [own ?? calls.first, before.map { lines[$0] }].compactMap(\.self)
    } else if let place = lines.last(where: Self.isPythonPlace) {
      parts = [place, last]
    } else if let first = lines.first(where: Self.isError), first != last {
      parts = [first, last]
    }
    // The number of the line stands at the end of its place.
    text = (parts.dropLast().map(Self.ending) + parts.suffix(1).map(ProgramChannel.shortened))
      .joined(separator: " · ")
  }

  private static func ending(_ line: ArraySlice<UInt8>) -> String {
    let limit = 200
    return (line.count > limit ? "…" : "") + String(decoding: line.suffix(limit), as: UTF8.self)
  }

  private static let pythonStart = "Traceback (most recent call last)".utf8

  private static func isPythonPlace(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: "File \"".utf8) && line.contains(Array("\", line ".utf8))
  }

  /// A line of a trace as Node and Java write it: `at evolve (account.mjs:12:9)`.
  private static func isCall(_ line: ArraySlice<UInt8>) -> Bool { line.starts(with: "at ".utf8) }

  /// A line as compilers write it: `account.java:7: error: ';' expected`.
  private static func isError(_ line: ArraySlice<UInt8>) -> Bool {
    line.contains(Array(": error: ".utf8))
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let end = line.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? line.startIndex
    return line[..<end].drop(while: isSpace)
  }
}
