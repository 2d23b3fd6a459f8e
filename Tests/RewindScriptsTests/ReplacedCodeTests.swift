import Platform
import Rewind
import RewindScripts
import Synchronization
import TestSupport
import Testing

@Suite("Code that is replaced while it is at work", .timeLimit(.wholeRun))
struct ReplacedCodeTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
    for name in ["aggregates", "upcasters"] { try FileSystem.makeFolders("\(folder.path)/\(name)") }
  }

  private func save(_ name: String, _ text: String) throws {
    FileSystem.removeFile("\(folder.path)/\(name)")
    let file = try SystemFile("\(folder.path)/\(name)", .making, permissions: 0o755)
    try file.write(Array(text.utf8))
  }

  /// So patient that only a save ends what loops.
  private static var settings: ScriptSettings {
    var settings = ScriptFolder.settings
    settings.secondsPerEvent = 3_600
    return settings
  }

  /// What a body throws on another thread, while this one does something.
  private func error(
    of body: @escaping @Sendable () throws -> Void, while act: () throws -> Void
  ) throws -> (any Error)? {
    let thrown = Mutex<(any Error)?>(nil)
    let begun = Semaphore()
    let thread = try #require(
      BlockingThread {
        begun.post()
        do { try body() } catch { thrown.withLock { $0 = error } }
      })
    begun.wait()
    try act()
    thread.join()
    return thrown.withLock { $0 }
  }

  private let looping = """
    export const initialState = {}
    export function evolve() { for (;;) {} }
    """

  @Test("a script's loop ends with the save, and the next fold is the new one's")
  func script() throws {
    try save("aggregates/account.js", looping)
    let finder = CodeFinder(
      try LogCode(store: folder.path), settings: Self.settings, trust: nil)
    let fold = try #require(try finder.fold(forCategory: "account"))
    _ = try fold.initial()
    let error = try error(of: { _ = try fold.states(["Opened"]) }) {
      try save("aggregates/account.js", "export default { Opened: () => ({ n: 1 }) }")
      finder.refresh()
    }
    #expect(error is ReplacedCodeError)
    #expect(
      "\(error.map { "\($0)" } ?? "")"
        == "account.js: it was changed while it was at work; ask again")
    #expect(throws: ReplacedCodeError.self) { try fold.states(["Opened"]) }
    #expect(try finder.fold(forCategory: "account")?.states(["Opened"]) == [#"{"n":1}"#])
  }

  @Test(
    "what loops is ended once nobody waits for it, and what is asked next is answered",
    arguments: ["account.js", "account.sh"])
  func givenUp(name: String) throws {
    if name == "account.js" {
      try save(
        "aggregates/account.js",
        "export default { Opened: () => 1, Looping() { for (;;) {} } }")
    } else {
      try save(
        "aggregates/account.sh",
        #"""
        #!/bin/sh
        while read -r line; do
          case $line in
            *Looping*) sleep 600 ;;
            *'"get":'*) n=${line##*\"n\":}; echo "{\"n\":${n%\}},\"state\":1}" ;;
            *'"flush":'*) echo "$line" ;;
            *'"hello":'*) echo '{"hello":{}}' ;;
          esac
        done
        """#)
    }
    let finder = CodeFinder(
      try LogCode(store: nil, with: folder.path), settings: Self.settings, trust: nil)
    let fold = try #require(try finder.fold(forCategory: "account"))
    #expect(try fold.states(["Opened"]) == ["1"])
    let cancellation = Cancellation()
    let error = try error(of: {
      try Cancellation.$current.withValue(cancellation) { _ = try fold.states(["Looping"]) }
    }) { cancellation.cancel() }
    #expect(error is CancellationError)
    #expect(try fold.states(["Opened"]) == ["1"])
  }

  @Test("a program that does not greet ends with the save")
  func program() throws {
    try save("aggregates/account.sh", "#!/bin/sh\n: > ../begun\nexec sleep 600\n")
    let code = try LogCode(store: nil, with: folder.path)
    let finder = CodeFinder(code, trust: nil)
    let fold = try #require(try finder.fold(forCategory: "account"))
    let error = try error(of: { _ = try fold.states(["Opened"]) }) {
      while !FileSystem.exists("\(folder.path)/begun") { SystemClock.pause(microseconds: 1_000) }
      try save("aggregates/account.sh", "#!/bin/sh\nexit 1\n")
      _ = try finder.fold(forCategory: "account")
    }
    #expect(error is ReplacedCodeError)
  }

  @Test("an upcaster's loop ends with the save; one that is as it was goes on")
  func upcaster() throws {
    try save("upcasters/order.js", "export default () => null")
    let upcasters = CodeUpcasters(try LogCode(store: folder.path), settings: Self.settings)
    let events = [try #require(try event("Opened", version: 1).record)]
    var caught: (any Error)?
    // What begins behind the save is lifted by what was saved, and tells nothing.
    while caught == nil {
      try save("upcasters/account.js", "export default () => { for (;;) {} }")
      upcasters.refresh()
      caught = try error(of: { _ = try upcasters.lift(events, ofCategory: "account") }) {
        try save("upcasters/account.js", "export default () => null")
        upcasters.refresh()
      }
    }
    #expect(caught is ReplacedCodeError)
    for category in ["account", "order"] {
      #expect(try upcasters.lift(events, ofCategory: category).map { try $0.get()?.count } == [0])
    }
  }

  @Test(
    "an upcaster that is none is one error for all events, which names its folder",
    arguments: ["export default function (", "export const lift = 1"])
  func unusable(text: String) throws {
    try save("upcasters/account.js", text)
    let upcasters = CodeUpcasters(try LogCode(store: folder.path), settings: Self.settings)
    let events = try (1...3).map { try #require(try event("Opened", version: $0).record) }
    let error = #expect(throws: ScriptError.self) {
      try upcasters.lift(events, ofCategory: "account")
    }
    #expect(error?.description.hasPrefix("upcasters/account.js") == true)
  }
}
