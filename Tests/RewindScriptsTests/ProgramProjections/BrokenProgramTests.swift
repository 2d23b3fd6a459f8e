import Platform
import Rewind
import RewindScripts
import TestSupport
import Testing

@Suite(
  "Projections that are programs: what they do wrong", .timeLimit(.wholeRun),
  .needsCommand("python3"))
struct BrokenProgramTests {
  /// Counts events by their streams, and does something at one of type `Bad`.
  private static func counting(keys: String = "pass", folds: String = "pass") throws -> String {
    try ProjectingProgram.python(
      """
      def key(e):
          if e["type"] == "Bad": \(keys)
          return e["stream"]

      def evolve(row, e):
          if e["type"] == "Bad": \(folds)
          return (row or 0) + 1
      """)
  }

  private func made(_ text: String) throws -> ProjectingProgram {
    let made = try ProjectingProgram(text)
    for (stream, type) in [
      ("a-1", "T"), ("a-2", "T"), ("a-1", "Bad"), ("a-2", "T"), ("a-1", "T"), ("a-3", "T"),
    ] {
      made.add(StreamName(stream), type)
    }
    return made
  }

  private static let hasty = ProgramLimits(silence: .seconds(2))

  @Test(
    "an event that breaks it stops the projection before it, or is parked as any other that fails",
    arguments: [
      ("os._exit(3)", "ended with exit status 3"),
      ("os.kill(os.getpid(), 9)", "ended with signal 9"),
      ("sys.stderr.write('out of luck\\n'); os._exit(1)", "it says: out of luck"),
      ("time.sleep(60)", "answered nothing for 2 seconds"),
      ("print('hello there')", "printed what is no JSON: hello there"),
    ])
  func breaks(act: String, says: String) throws {
    let text = try Self.counting(folds: act)
    let stopped = try made(text)
    guard case .faulted(let fault) = try stopped.runner(Self.hasty).run() else {
      return _ = Issue.record("not faulted")
    }
    #expect(fault.position == 3 && fault.message.contains(says), "\(fault)")
    #expect(stopped.rows == ["a-1 1 @1", "a-2 1 @2"])

    let parked = try made(text)
    #expect(try parked.runner(Self.hasty).run(onError: .park) == .caughtUp(position: 6))
    #expect(parked.rows == ["a-1 1 @1", "a-2 2 @4", "a-3 1 @6"])
    #expect(parked.letters == [#"3 ["a-1"]"#, #"5 ["a-1"]"#])
  }

  @Test("an event that breaks it before its keys are known is parked alone")
  func breaksKeys() throws {
    let made = try made(try Self.counting(keys: "os._exit(3)"))
    #expect(try made.runner().run(onError: .park) == .caughtUp(position: 6))
    #expect(made.rows == ["a-1 2 @5", "a-2 2 @4", "a-3 1 @6"])
    #expect(made.letters == ["3 []"])
  }

  @Test("where it breaks once, the work goes on, and that is said")
  func breaksOnce() throws {
    let made = try made(
      try Self.counting(
        folds:
          "open('was', 'a').close() if os.path.exists('was') else (open('was', 'w').close(), os._exit(3))"
      ))
    #expect(try made.runner().rebuild() == .swapped(position: 6))
    #expect(made.rows == ["a-1 3 @5", "a-2 2 @4", "a-3 1 @6"])
    let said = made.notes.values.compactMap(\.string)
    #expect(said.count == 1)
    #expect(said.first?.contains("ended with exit status 3") == true)
    #expect(said.first?.contains("one of 6 events, none of which breaks it by itself") == true)
  }

  @Test(
    "a program that does not begin, or never flushes, is no event's fault",
    arguments: [
      ("#!/no/such/interpreter\n", "cannot be started"), ("#!/bin/sh\nexit 4\n", "exit status 4"),
      ("#!/bin/sh\necho Welcome\n", "no JSON: Welcome"),
    ])
  func doesNotBegin(text: String, says: String) throws {
    let made = try made(text)
    let error = #expect(throws: ProgramError.self) { try made.runner().run(onError: .park) }
    #expect(error?.description.contains(says) == true)
    #expect(made.letters == [])
  }

  @Test("what it keeps to itself is no event's fault")
  func unflushed() throws {
    let made = try made(
      try Self.counting().replacing("flush=True", with: "flush='hello' in m")
        .replacing("SOURCE =", with: "sys.stdout = open(1, 'w', buffering=1 << 16)\nSOURCE ="))
    let error = #expect(throws: ProgramError.self) {
      try made.runner(Self.hasty).run(onError: .park)
    }
    #expect(error?.reason == .unflushed(.seconds(2)))
    #expect(made.letters == [])
  }

  @Test("one that was changed since it was found is not started")
  func changed() throws {
    let made = try made(try Self.counting())
    let runner = try made.runner()
    try made.program.write(try Self.counting(folds: "return 7"))
    let error = #expect(throws: ProgramError.self) { try runner.rebuild() }
    #expect(error?.reason == .wasChanged)
  }

  @Test(
    "one that is replaced in the middle of a rebuild ends it, and the next rebuild is the new one's"
  )
  func replaced() throws {
    let folder = try TemporaryFolder()
    try FileSystem.makeFolders(folder.path("projections"))
    let path = folder.path("projections/p.py")
    @Sendable func save(_ text: String) throws {
      FileSystem.removeFile(path)
      try SystemFile(path, .making, permissions: 0o755).write(Array(text.utf8))
    }
    try save(try Self.counting(folds: "open('at', 'w').close(); time.sleep(600)"))
    let finder = CodeProjections(try LogCode(store: nil, with: folder.path("")), trust: nil)
    #expect(finder.names() == ["p"])
    let made = try made("#!/bin/sh\n")
    let old = ProjectionRunner(
      source: made.source, definition: try #require(try finder.definition(named: "p")),
      store: made.models)
    let (place, new) = (folder.path("projections/at"), try Self.counting())
    let thread = try #require(
      BlockingThread {
        while !FileSystem.exists(place) { Semaphore().wait(atMostMilliseconds: 5) }
        try? save(new)
        finder.refresh()
      })
    let error = #expect(throws: ReplacedCodeError.self) { try old.rebuild() }
    thread.join()
    #expect(error?.file == "p.py")
    let next = ProjectionRunner(
      source: made.source, definition: try #require(try finder.definition(named: "p")),
      store: made.models)
    #expect(try next.rebuild() == .swapped(position: 6))
    #expect(made.rows == ["a-1 3 @5", "a-2 2 @4", "a-3 1 @6"])
  }
}
