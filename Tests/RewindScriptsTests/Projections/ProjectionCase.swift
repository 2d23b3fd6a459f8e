import Rewind
import RewindScripts
import Testing

/// A case of a table: a projection's script, and what becomes of events.
///
///     # $any takes what has no handler
///     fromAll().when({ $any(s, e) { s.last = e.eventType; linkTo("seen", e) } })
///     --
///     outline all, one row
///     account-1 A {"n":1} {"by":"u1"}
///       all {"last":"A"}
///       + link seen $> "0@account-1"
///
/// An event is its stream, type, data and metadata, of which the last two may be missing. Indented behind it stands
/// what it came to, nothing where it came to nothing: a row's key and state, with `->` before its result, or `gone`; the
/// `shared` state; `+` what a handler wrote; `!` a fault, of which the text is a part; `~` what was said, of which the
/// text is a beginning. Names that are not plain ASCII are JSON strings. Before the events stand what the script says
/// of itself, `~` what its top level says, and `!` why it is refused.
struct ProjectionCase: Sendable, CustomTestStringConvertible {
  let name: String
  let script: String
  private let lines: [String]

  var testDescription: String { name }

  /// The cases of a table's text.
  static func table(_ text: String) -> [ProjectionCase] {
    var blocks: [[Substring]] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("# ") { blocks.append([]) }
      if !blocks.isEmpty { blocks[blocks.count - 1].append(line) }
    }
    return blocks.map(ProjectionCase.init)
  }

  private init(_ block: [Substring]) {
    name = String(block[0].dropFirst(2))
    let end = block.firstIndex(of: "--") ?? block.endIndex
    script = block[1..<end].joined(separator: "\n")
    lines = block[end...].dropFirst().filter { !$0.isEmpty }.map(String.init)
  }

  /// Folds the events one at a time, and then all at once; looks at what comes.
  func check(in folder: ScriptFolder) throws {
    let texts = lines.filter {
      !$0.hasPrefix(" ") && !"!~".contains($0.prefix(1)) && !$0.hasPrefix("outline ")
    }
    do {
      let projection = try folder.projection(script)
      var run = try ProjectionRun(projection)
      var found = lines.first?.hasPrefix("outline ") == true ? ["outline \(run.outline)"] : []
      found += run.takeNotes()
      let events = try texts.enumerated().map {
        try ProjectionRun.event($1, number: $0 + 1, in: texts)
      }
      for (text, event) in zip(texts, events) {
        found.append(text)
        found += try run.fold([event]).map { "  \($0)" }
      }
      expect(found)
      var whole = try ProjectionRun(folder.projection(script))
      _ = try whole.fold(events)
      #expect(whole.rows == run.rows, "all at once")
      #expect(whole.outputs == run.outputs, "all at once")
      #expect(whole.faults == run.faults, "all at once")
    } catch let error as ScriptError {
      expect(["! \(error)"])
    }
  }

  private func expect(_ found: [String]) {
    let isSame =
      found.count == lines.count
      && zip(found, lines).allSatisfy { found, wanted in
        let text = wanted.drop { $0 == " " }
        if text.hasPrefix("! ") {
          return found.drop { $0 == " " }.hasPrefix("! ") && found.contains(text.dropFirst(2))
        }
        return text.hasPrefix("~ warning") ? found.hasPrefix(wanted) : found == wanted
      }
    #expect(
      isSame, "\(found.joined(separator: "\n"))\nis not\n\(lines.joined(separator: "\n"))")
  }
}
