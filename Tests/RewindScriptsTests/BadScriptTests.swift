import Foundation
import Platform
import Rewind
import RewindScripts
import TestSupport
import Testing

@Suite("Scripts that go wrong")
struct BadScriptTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  /// A script that is stopped after a second.
  private func impatient(_ script: String) throws -> ScriptFold {
    var settings = ScriptFolder.settings
    settings.secondsPerEvent = 1
    return try folder.fold(script, settings: settings)
  }

  /// A script to which a debug build takes its time.
  private func patient(_ script: String) throws -> ScriptFold {
    var settings = ScriptFolder.settings
    settings.secondsPerEvent = 60
    return try folder.fold(script, settings: settings)
  }

  /// A good script still answers.
  private func expectHealth() throws {
    let fold = try folder.fold("export default { A(s) { s.a = 1 } }", category: "healthy")
    #expect(try FoldRun(fold, ["A"]).states == [#"{"a":1}"#])
  }

  // MARK: For ever

  private static let endlessScripts = [
    "export default { A() { for (;;); }, B(s) { s.b = 1 } }",
    "export default { A(s) { return { get x() { for (;;); } } }, B(s) { s.b = 1 } }",
    "export default { A(s) { [2, 1].sort(() => { for (;;); }) }, B(s) { s.b = 1 } }",
    "export default { A(s) { Promise.resolve().then(() => { for (;;); }) }, B(s) { s.b = 1 } }",
    "export default { A(s) { try { for (;;); } catch {} finally { for (;;); } }, B(s) { s.b = 1 } }",
    "export default { A(s) { return new Proxy({}, { ownKeys() { for (;;); } }) }, B(s) { s.b = 1 } }",
  ]

  @Test(
    "what goes on for ever is stopped, and named; the states before it are there",
    arguments: endlessScripts)
  func endless(script: String) throws {
    let fold = try impatient(script)
    let run = try FoldRun(fold, ["B", "B", "A", "B"])
    #expect(run.states == [#"{"b":1}"#, #"{"b":1}"#])
    #expect(run.stop?.version == 3)
    #expect(
      run.stop?.description
        == "account.js:1: A (version 3 of account-1, position 103) took more than 1 s and was"
        + " stopped · \(script)")
    #expect(try FoldRun(fold, ["B"]).states == [#"{"b":1}"#], "a new process takes its place")
    try expectHealth()
  }

  @Test("where an event far into a batch goes on for ever, all before it is folded and told once")
  func endlessLater() throws {
    let fold = try impatient(
      """
      export default {
        A(s) { s.n = (s.n ?? 0) + 1; if (s.n > 2500) for (;;); },
        B(s, e) { s.at = Date.now() },
      }
      """)
    let events = ["B"] + Array(repeating: "A", count: 2600)
    let run = try FoldRun(fold, events, interval: 100)
    #expect(run.stop?.version == 2502)
    #expect(
      run.stop?.description.hasPrefix("account.js:2: A (version 2502 of account-1") == true)
    #expect(run.states.count == 26)
    #expect(run.states.last == #"{"at":1767261600123,"n":2500}"#)
    #expect(run.notes.count == 1)
  }

  @Test(
    "where a state's text is what never ends, the last event that a handler takes is named at once",
    .timeLimit(.wholeRun))
  func endlessText() throws {
    let fold = try impatient(
      """
      const slow = value => new Proxy(value, { getOwnPropertyDescriptor(target, key) {
        if (/remember/.test(new Error().stack)) for (;;);
        return Reflect.getOwnPropertyDescriptor(target, key)
      } })
      export default { A: () => slow({ a: 1 }) }
      """)
    let events = ["B", "A"] + Array(repeating: "B", count: 200)
    let stop = try FoldRun(fold, events, interval: 300).stop
    #expect(stop?.version == 2)
    #expect(
      stop?.description.contains("A (version 2 of account-1, position 102) took more than") == true)
  }

  @Test("a catastrophic regular expression is stopped or gives up")
  func expression() throws {
    let fold = try impatient(
      #"export default { A(s) { s.a = /^(a|a|a)*(b|c)*(a+)+$/.test("a".repeat(50) + "!") } }"#)
    let stop = try FoldRun(fold, ["A"]).stop
    #expect(stop?.description.contains("took more than 1 s and was stopped") == true)
    try expectHealth()
  }

  @Test("a match that the engine gives up, since it takes too many steps, is the event's error")
  func steps() throws {
    let fold = try patient(
      #"""
      export default {
        A(s) { s.a = /^(?:(a+)+b|a*!)$/.test("a".repeat(30) + "!") },
        B(s) { s.b = /^(?:(a+)+b|a*!)$/.test("a".repeat(20) + "!") },
      }
      """#)
    let states = try FoldRun(fold, ["A", "B"]).states
    #expect(
      states[0].hasPrefix(
        "{} ! account.js:2:39: the regular expression /^(?:(a+)+b|a*!)$/ was given up on a text of"
          + " 31 characters, since it takes too many steps"))
    #expect(states[1] == #"{"b":true}"#)
  }

  @Test(
    "at the third event with a match that is given up the fold stops, also where that is caught",
    arguments: [(2, "s.a = R.test(t)"), (1, "try { s.a = R.test(t) } catch { s.a = 1 }")])
  func stepsAgain(batch: Int, code: String) throws {
    let fold = try patient(
      """
      const R = /^(?:ab?)+$/
      export default { A(s, e) { const t = "a".repeat(e.data.n); s.n = (s.n ?? 0) + 1; \(code) } }
      """)
    let bad = #"A {"n":3000000}"#
    let good = #"A {"n":3}"#
    let events = [bad, good, bad, good, bad, good, bad]
    for size in [batch, 50] {
      let run = try FoldRun(fold, events, batch: size)
      #expect(run.states.count == 4)
      let stop = try #require(run.stop)
      #expect(stop.version == 5)
      #expect(stop.description.hasPrefix("account.js:2:"))
      #expect(stop.description.contains(": A (version 5 of account-1, position 105): the regular"))
      #expect(
        stop.description.contains(
          "/^(?:ab?)+$/ was given up on a text of 3000000 characters, since it takes too many steps"
            + " as it did at 2 events before"))
    }
  }

  private static let matches = [
    "R.test(t)", "R.exec(t)", "t.match(R)", "[...t.matchAll(G)]", "t.replace(R, '')",
    "t.replaceAll(G, '')", "t.split(R)", "t.search(R)", "t.match(R.source)",
    "RegExp.prototype.test.call(R, t)", "R[Symbol.replace](t, '')",
    "new (class extends RegExp {})(R).test(t)", "new RegExp(R, 'y').test(t)",
    "new RegExp(R, 'mu').exec(t)", "new RegExp(R, 'giv').exec(t)",
  ]

  @Test("a match that is given up is told, in whatever way it was asked for", arguments: matches)
  func givenUp(match: String) throws {
    // With so many characters a match takes more memory than the engine has for one.
    let fold = try patient(
      """
      const R = /^(?:ab?)+$/, G = /^(?:ab?)+$/g
      export default { A(s, e) { const t = "a".repeat(e.data.n); s.x = !!(\(match)) } }
      """)
    let states = try FoldRun(fold, [#"A {"n":10}"#, #"A {"n":3000000}"#]).states
    #expect(states[0] == "{\"x\":true}" || states[0] == "{\"x\":false}")
    #expect(!states[0].contains(" ! "))
    #expect(states[1].contains(" ! account.js:2:"))
    #expect(states[1].contains(" was given up on a text of 3000000 characters"))
  }

  @Test("a top level that goes on for ever is stopped")
  func topLevel() throws {
    let fold = try impatient("for (;;); export default { A() {} }")
    let error = #expect(throws: ScriptError.self) { try fold.initial() }
    #expect(error?.description == "account.js: its top level took more than 1 s and was stopped")
    try expectHealth()
  }

  // MARK: Too much

  @Test(
    "memory that cannot be had is the event's error",
    arguments: [
      "new ArrayBuffer(4 * 2 ** 30)", "'x'.repeat(2 ** 31)", "new Float64Array(2 ** 29)",
      "new Array(2 ** 32)",
    ])
  func allocation(expression: String) throws {
    let fold = try folder.fold("export default { A(s) { s.a = \(expression).length } }")
    let states = try FoldRun(fold, ["A", "B"]).states
    #expect(states[0].hasPrefix("{} ! account.js:1:"))
    #expect(states[0].contains("RangeError"))
    #expect(states[1] == "{}")
    try expectHealth()
  }

  @Test(
    "a script that eats memory is ended and named, or its event fails where the engine notices in time"
  )
  func memory() throws {
    let fold = try folder.fold(
      "export default { A() { const l = []; for (;;) l.push({ a: {}, b: [l.length] }) }, B() {} }")
    let run = try FoldRun(fold, ["B", "A"])
    #expect(run.states[0] == "{}")
    if let stop = run.stop {
      #expect(
        stop.description.hasPrefix(
          "account.js:1: A (version 2 of account-1, position 102) took more than 1024 MiB and was"
            + " ended"))
    } else {
      #expect(run.states[1].contains("RangeError: Out of memory"))
    }
    try expectHealth()
  }

  @Test("recursion that is too deep is the event's error")
  func recursion() throws {
    let fold = try folder.fold("const f = n => f(n + 1) + 1; export default { A() { f(0) } }")
    let state = try FoldRun(fold, ["A"]).states[0]
    #expect(state.hasPrefix("{} ! account.js:1:17: RangeError: Maximum call stack size exceeded."))
    try expectHealth()
  }

  @Test("a script that is mostly comments is taken in as fast as any")
  func comments() throws {
    let comment = "// " + String(repeating: "-", count: 97) + "\n"
    let fold = try folder.fold(
      "export default { A(s) { s.a = 1 } }\n" + String(repeating: comment, count: 20_000))
    #expect(try FoldRun(fold, ["A"]).states == [#"{"a":1}"#])
  }

  @Test("a script of 5 MB is taken in")
  func largeScript() throws {
    let table = (0..<250_000).map { "  k\($0): \"export \($0)\"," }.joined(separator: "\n")
    #expect(table.utf8.count > 5_000_000)
    let fold = try patient(
      "const table = {\n\(table)\n}\nexport default { A(s) { s.a = table.k9 } }")
    #expect(try FoldRun(fold, ["A"]).states == [#"{"a":"export 9"}"#])
  }

  @Test("a script of one line of 5 MB is taken in")
  func longLine() throws {
    let texts = (0..<250_000).map { "\"export \($0) of\"" }.joined(separator: ",")
    let fold = try patient(
      "var t=[\(texts)],a={A(s){s.a=t[9]}};export{a as default};")
    #expect(try FoldRun(fold, ["A"]).states == [#"{"a":"export 9 of"}"#])
  }

  @Test("a script of more than 16 MiB is refused")
  func hugeScript() throws {
    let error = #expect(throws: ScriptError.self) {
      try folder.fold(String(repeating: " ", count: 16 << 20 | 1))
    }
    #expect(error?.description == "account.js: a script has at most 16 MiB")
  }

  @Test("a state that is too large is the error of its event")
  func hugeState() throws {
    let fold = try patient(
      #"export default { A(s) { s.a = 1 }, B(s) { s.b = "y".repeat(2e8) }, C(s) { s.c = 1 } }"#)
    let states = try FoldRun(fold, ["A", "B", "C"], interval: 1000).states
    #expect(states == [#"{"a":1,"c":1}"#])
    let state = try FoldRun(patient("export default { B(s) { s.b = 'y'.repeat(2e8) } }"), ["B"])
      .states[0]
    #expect(
      state
        == "{} ! account.js:1: the state is longer than 64 Mi characters as JSON ·"
        + " export default { B(s) { s.b = 'y'.repeat(2e8) } }")
  }

  @Test("a state of 50 MB works")
  func largeState() throws {
    let fold = try patient(
      """
      export default {
        A(s) { s.list = Array.from({ length: 500_000 }, (_, n) => ({ n, text: "x".repeat(80) })) },
        B(s) { s.list.length = 1; s.list[0].text = s.list[0].text.length },
      }
      """)
    let events = [try event("A", version: 1), try event("B", version: 2)]
    let folded = try fold.fold(
      FoldBatch(events, firstVersion: 1, interval: 1, upcasters: .none), from: fold.initial())
    #expect(fold.size(of: folded.kept[0]) > 50_000_000)
    #expect(fold.value(of: folded.last)?.text() == #"{"list":[{"n":0,"text":80}]}"#)
  }

  @Test("states of 40 MB are kept, of which all together do not fit into a child's memory")
  func largeStates() throws {
    let fold = try patient(
      #"export default { A(s) { s.a = "x".repeat(4e7); s.n = (s.n ?? 0) + 1 } }"#)
    let events = try (1...8).map { try event("A", version: $0) }
    let folded = try fold.fold(
      FoldBatch(events, firstVersion: 1, interval: 1, upcasters: .none), from: fold.initial())
    #expect(folded.stop == nil)
    #expect(folded.faults.isEmpty)
    #expect(folded.kept.map { fold.size(of: $0) } == Array(repeating: 40_000_014, count: 8))
    #expect(folded.last == folded.kept.last)
  }

  @Test(
    "large states of events before are not charged to an event, whether states are kept or not",
    arguments: [1, 1000])
  func garbage(interval: Int) throws {
    let fold = try patient(
      #"export default { A(s) { return { n: (s.n ?? 0) + 1, a: "x".repeat(4e7) } } }"#)
    let events = try (1...12).map { try event("A", version: $0) }
    let folded = try fold.fold(
      FoldBatch(events, firstVersion: 1, interval: interval, upcasters: .none),
      from: fold.initial())
    #expect(folded.stop == nil)
    #expect(folded.faults.isEmpty)
    #expect(folded.kept.count == 12 / interval)
    let last = String(
      decoding: try #require(fold.value(of: folded.last)).jsonText.bytes.prefix(9), as: UTF8.self)
    #expect(last == #"{"n":12,""#)
  }

  @Test("an error's message is one line, and no flood")
  func longMessage() throws {
    let fold = try folder.fold(
      #"export default { A() { throw new Error("a\nb\u001b[31m" + "x".repeat(1e6)) } }"#)
    let state = try FoldRun(fold, ["A"]).states[0]
    #expect(state.contains("Error: a b [31mxxx"))
    #expect(state.utf8.count < 5000)
  }

  // MARK: The language

  private static let changes = [
    "Object.prototype.x = 1", "Array.prototype.push = () => 9", "JSON.stringify = () => '7'",
    "globalThis.foo = 1", "/(a)/.exec('a')", "Array.prototype.x = 1", "Math.max = () => 9",
    "Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true })",
    "Map.prototype.get = () => 9", "String.prototype.x = 1", "Function.prototype.call = () => 9",
    "delete Array.prototype.push", "Object.defineProperty(Object.prototype, 'x', { value: 1 })",
    "Object.setPrototypeOf(Array.prototype, null)", "undeclared = 1", "Date.now = () => 9",
    "log.x = 1", "console.log = 1", "fromCategory.x = 1", "Error.stackTraceLimit = 0",
    "Object.getPrototypeOf(function* () {}).x = 1", "Symbol.x = 1", "globalThis.JSON = null",
  ]

  @Test("what a script changes of the language does not reach the next event", arguments: changes)
  func pollution(_ change: String) throws {
    let look =
      """
      [[1, 2, 3].push(4), {}.x, [].x, "".x, JSON.stringify(1), typeof foo, RegExp.$1, Math.max(1, 2),
        [...[5]], new Map([[1, 2]]).get(1), (s => s).call(null, 3), typeof undeclared, typeof log.x,
        typeof console.log, typeof fromCategory.x, (function* () {}).x, Symbol.x].map(String)
      """
    // As a chain it does not run strictly, and most of it is let pass without a word.
    for kind in ["fromAll().foreachStream().when({ %  })", "export default { % }"] {
      let handlers = "A() { \(change) }, B(s) { return \(look) }, C(s) { s.n = 1 }"
      let fold = try folder.fold(kind.replacing("%", with: handlers))
      let clean = try folder.fold(kind.replacing("%", with: handlers), category: "clean")
      let states = try FoldRun(fold, ["A", "B"]).states
      let expected = try FoldRun(clean, ["C", "B"]).states
      #expect(states[1] == expected[1])
      #expect(expected[1].hasPrefix(#"["4","undefined""#))
    }
  }

  @Test("a script finds no file, no network, no process, no timer")
  func doors() throws {
    let names = [
      "require", "process", "fetch", "load", "read", "readFile", "print", "setTimeout",
      "setInterval", "queueMicrotask", "XMLHttpRequest", "WebSocket", "Deno", "Bun", "module",
      "exports", "WebAssembly", "Atomics", "SharedArrayBuffer", "WeakRef", "FinalizationRegistry",
      "Intl", "window", "document", "performance", "crypto", "run", "quit", "gc",
    ]
    let fold = try folder.fold(
      "export default { A: () => [\(names.map { "typeof \($0)" }.joined(separator: ","))] }")
    let found = try #require(try JSONText(FoldRun(fold, ["A"]).states[0]).value.array)
    #expect(
      zip(names, found).filter { $1 != .string("undefined") }.map(\.0) == [], "these are there")
  }

  @Test("a script's process is in a sandbox")
  func sandbox() throws {
    // The link makes the child known by its name among those of other tests.
    var settings = ScriptFolder.settings
    let name = "\(folder.path)/rewind-in-a-sandbox"
    try FileManager.default.createSymbolicLink(
      atPath: name, withDestinationPath: settings.program)
    settings.program = name
    let fold = try folder.fold("export default { A(s) { s.a = 1 } }", settings: settings)
    _ = try FoldRun(fold, ["A"])
    let processes = try FileSystem.names(in: "/proc").filter { Int($0) != nil }.map {
      "/proc/\($0)"
    }
    let statuses = try processes.filter { process in
      (try? String(contentsOfFile: "\(process)/cmdline", encoding: .utf8))?.hasPrefix(name) == true
    }.map { try String(contentsOfFile: "\($0)/status", encoding: .utf8) }
    #expect(statuses.count == 1)
    #expect(statuses.first?.contains("\nSeccomp:\t2\n") == true)
    #expect(statuses.first?.contains("\nNoNewPrivs:\t1\n") == true)
    withExtendedLifetime(fold) {}
  }
}
