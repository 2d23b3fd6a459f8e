import Rewind
import RewindScripts
import Testing

/// A case of a table: a script, and what becomes of events.
///
///     # a handler that throws leaves the state as it was
///     fromCategory("account").foreachStream().when({
///       A(s, e) { s.n = e.data.n; if (s.n < 0) throw new Error("less") },
///     })
///     --
///     A {"n":1}  => {"n":1}
///     A {"n":-1} => {"n":1} ! account.js:2:49: Error: less
///     (1) log hello
///     (2) warning account.js:3: clock:
///
/// The state before the first event stands behind an empty event; a line that begins with `!` is why the script
/// is refused. Faults and warnings go on as they like behind what is expected. An ellipsis with which a script
/// begins stands for `fromCategory("account").foreachStream()`.
struct FoldCase: Sendable, CustomTestStringConvertible {
  let name: String
  let script: String
  private(set) var initial: String?
  private(set) var events: [String] = []
  private(set) var states: [String] = []
  private(set) var notes: [String] = []
  private(set) var refusal: String?

  var testDescription: String { name }

  /// The cases of a table's text.
  static func table(_ text: String) -> [FoldCase] {
    var cases: [FoldCase] = []
    var block: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("# "), !block.isEmpty {
        cases.append(FoldCase(block))
        block = []
      }
      if line.hasPrefix("# ") || !block.isEmpty { block.append(line) }
    }
    return block.isEmpty ? cases : cases + [FoldCase(block)]
  }

  private init(_ lines: [Substring]) {
    name = String(lines[0].dropFirst(2))
    let end = lines.firstIndex(of: "--") ?? lines.endIndex
    let script = lines[1..<end].joined(separator: "\n")
    self.script =
      script.hasPrefix("…")
      ? "fromCategory(\"account\").foreachStream()" + script.dropFirst() : script
    for line in lines[end...].dropFirst() where !line.isEmpty {
      if line.hasPrefix("!") {
        refusal = String(line.dropFirst(2))
      } else if line.hasPrefix("(") {
        notes.append(String(line))
      } else {
        let parts = line.split(separator: "=>", maxSplits: 1, omittingEmptySubsequences: false)
        let (event, state) = (parts[0].trimmed, parts.count > 1 ? parts[1].trimmed : "")
        if event.isEmpty {
          initial = state
        } else {
          events.append(event)
          states.append(state)
        }
      }
    }
  }

  /// Folds the events all at once, one at a time, and with a state kept at the end alone; looks at what comes.
  func check(in folder: ScriptFolder) throws {
    do {
      let fold = try folder.fold(script)
      if let initial {
        #expect(try fold.value(of: fold.initial())?.text() ?? "null" == initial)
      }
      let whole = try FoldRun(fold, events)
      #expect(refusal == nil, "it was to be refused")
      expect(whole.states, states)
      expect(whole.notes, notes)
      expect(try FoldRun(folder.fold(script), events, batch: 1).states, states)
      let last = try FoldRun(folder.fold(script), events, interval: 1000).states.last
      #expect(last == whole.states.last?.split(separator: " ! ").first.map(String.init))
    } catch let error as ScriptError {
      #expect(
        refusal.map { error.description.hasPrefix($0) } == true, "refused: \(error.description)")
    }
  }

  private func expect(_ found: [String], _ wanted: [String]) {
    let isSame =
      found.count == wanted.count
      && zip(found, wanted).allSatisfy { found, wanted in
        let goesOn = wanted.contains(" ! ") || wanted.contains(") warning ")
        return goesOn ? found.hasPrefix(wanted) : found == wanted
      }
    #expect(
      isSame, "\(found.joined(separator: "\n"))\nis not\n\(wanted.joined(separator: "\n"))")
  }
}

/// What came of folding events.
struct FoldRun {
  /// The states that were kept, with ` ! ` and the fault where there was one.
  private(set) var states: [String] = []
  /// What was said: `(2) log hello`.
  private(set) var notes: [String] = []
  /// Where the fold stopped, if it did.
  private(set) var stop: StoppedFoldError?

  /// Folds events.
  ///
  /// - Parameters:
  ///   - batch: how many are folded at once; nil for all.
  ///   - interval: at which versions a state is kept; the last is always.
  init(_ fold: ScriptFold, _ events: [String], batch: Int? = nil, interval: Int = 1) throws {
    let events = try events.enumerated().map { try event($1, version: $0 + 1) }
    var state = try fold.initial()
    var next = 0
    while next < events.count {
      let end = min(events.count, next + (batch ?? events.count))
      let folded = try fold.fold(
        FoldBatch(
          Array(events[next..<end]), firstVersion: next + 1, interval: interval, upcasters: .none),
        from: state)
      for (offset, kept) in folded.kept.enumerated() {
        let fault = folded.faults.first { $0.version == next + offset + 1 }
        let text = fold.value(of: kept)?.text() ?? "null"
        states.append(fault.map { "\(text) ! \($0)" } ?? text)
      }
      notes += folded.notes.map { "(\($0.version)) \($0.kind) \($0.text)" }
      state = folded.last
      stop = folded.stop
      next = stop == nil ? end : events.count
    }
    if interval > 1 { states.append(fold.value(of: state)?.text() ?? "null") }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
