import Platform
import Rewind
import RewindScripts
import TestSupport
import Testing

/// A shell program that greets, and does as it likes from then on.
private func shell(_ body: String) -> String {
  "#!/bin/sh\nread hello\necho '{\"hello\":{\"version\":\"1\"}}'\n\(body)\n"
}

/// Answers every flush, and nothing else.
private let flushes = """
  while read -r line; do
    case $line in '{"flush"'*) echo "$line";; esac
  done
  """

/// Answers every state as 1, and every flush.
private let ones = """
  while read -r line; do
    case $line in
      '{"get"'*) echo '{"state":1,"n":'"${line##*:}";;
      '{"flush"'*) echo "$line";;
    esac
  done
  """

private let batch = FoldBatch([("A", "1"), ("B", "2")], interval: 10)

@Suite("Folds that are programs: what they do wrong", .timeLimit(.wholeRun))
struct ProgramFaultTests {
  /// Folds two events, which must fail.
  private func error(
    of text: String, _ limits: ProgramLimits = ProgramLimits()
  ) throws -> ProgramError {
    let program = try ProgramFolder(text, name: "account.sh")
    let fold = try program.fold(limits)
    let error = #expect(throws: ProgramError.self) { try fold.fold(batch, from: fold.initial()) }
    return try #require(error)
  }

  @Test(
    "a line that has no place there ends the program, and is shown",
    arguments: [
      ("echo Hello there", "printed what is no JSON: Hello there"),
      ("echo", "printed what is no JSON: "),
      ("echo '[1]'", "printed what is no answer: [1]"),
      ("echo '{\"hello\":{}}'", "printed a second hello: {\"hello\":{}}"),
      ("echo '{\"n\":3,\"state\":NaN}'", "printed what is no JSON: {\"n\":3,\"state\":NaN}"),
      ("echo '{\"n\":99}'", "printed an answer to a number not sent: {\"n\":99}"),
      ("echo '{\"n\":0}'", "printed an answer to a number not sent: {\"n\":0}"),
      ("echo '{\"n\":1,\"state\":1}'", "printed a state that was not asked for: "),
      ("echo '{\"n\":3,\"error\":\"no\"}'", "printed an error of what is no event: "),
      ("echo '{\"n\":3}'; echo '{\"n\":3}'", "printed a second answer to the same number: "),
      ("echo '{\"flush\":7}'", "printed a flush that was not asked for: {\"flush\":7}"),
      (flushes, "printed a flush, with states or keys unanswered that were asked for before it: "),
      ("printf 'a\\033[2Jb\\n'", "printed what is no JSON: a\u{1B}[2Jb"),
    ])
  func unexpected(body: String, says: String) throws {
    // What it prints must not come before it is asked: it reads up to the first flush.
    let waiting =
      body == flushes
      ? ""
      : "while read -r line; do case $line in "
        + "'{\"flush\"'*) break;; esac; done\n"
    let error = try error(of: shell(waiting + body))
    #expect(error.description.contains(says), "\(error)")
  }

  @Test("a long line is shown without its end")
  func shortened() throws {
    let error = try error(of: shell("head -c 5000 /dev/zero | tr '\\0' x; echo"))
    guard case .unexpected(_, let line) = error.reason else { return _ = Issue.record("\(error)") }
    #expect(line == String(repeating: "x", count: 200) + "…")
  }

  @Test("a program that greets with something else is not used")
  func greeting() throws {
    #expect(
      try error(of: "#!/bin/sh\necho Welcome\n").description.contains("no JSON: Welcome"))
    #expect(
      try error(of: "#!/bin/sh\necho '{\"flush\":1}'\n").description
        .contains("something before its hello: {\"flush\":1}"))
  }

  @Test("a line of a gigabyte is cut off at 64 MiB")
  func longLine() throws {
    let error = try error(of: shell("head -c 1000000000 /dev/zero | tr '\\0' x"))
    #expect(error.reason == .lineTooLong(limit: 64 << 20))
  }

  @Test(
    "a program whose first line names what is no program says so",
    arguments: ["/etc/passwd", "/etc"])
  func noInterpreter(path: String) throws {
    let program = try ProgramFolder("#!\(path)\n")
    let fold = try program.fold()
    let error = #expect(throws: ProgramError.self) { try fold.fold(batch, from: fold.initial()) }
    #expect(
      error?.description.hasSuffix(
        "account.py: cannot be started: its first line names \(path) to run it, which is no program"
      )
        == true)
  }

  @Test("a state and an error in one answer are an error")
  func stateAndError() throws {
    let error = try error(
      of: shell(
        #"""
        while read -r line; do
          case $line in
            *'"get":'*) n=${line##*\"n\":}; echo "{\"n\":${n%\}},\"state\":1,\"error\":\"no\"}" ;;
            *'"flush":'*) echo "$line" ;;
          esac
        done
        """#))
    #expect(error.description.contains("printed a state and an error at once: {\"n\":"))
  }

  @Test("a program that answers nothing is killed")
  func silent() throws {
    let error = try error(
      of: shell("exec sleep 600"), ProgramLimits(silence: .milliseconds(300)))
    #expect(error.reason == .silent(.milliseconds(300)))
    #expect(error.description.contains("answered nothing for 0.3 seconds"))
  }

  @Test("a program that keeps its answers to itself is killed, and told to flush")
  func unflushed() throws {
    let program = try ProgramFolder(
      try Programs.python(
        evolve: "sys.stdout = open(1, 'w', buffering=1 << 16)\ndef evolve(s, e): return 1"
      ).replacing("flush=True", with: "flush='hello' in m"))
    let fold = try program.fold(ProgramLimits(silence: .milliseconds(300)))
    let error = #expect(throws: ProgramError.self) { try fold.fold(batch, from: fold.initial()) }
    #expect(error?.reason == .unflushed(.milliseconds(300)))
    #expect(error?.event == nil)
    #expect(error?.description.hasSuffix("as print(…, flush=True) does") == true)
  }

  @Test("a program that dies is an error with its status and the last that it said")
  func dies() throws {
    let error = try error(of: shell("read begin\necho first >&2\necho 'cannot go on' >&2\nexit 3"))
    #expect(error.reason == .ended("exit status 3"))
    #expect(error.complaint == "cannot go on")
    #expect(
      error.description.hasSuffix(
        "account.sh: at one of versions 1 to 2 of account-1: ended with exit status 3; it says:"
          + " cannot go on"))
  }

  @Test(
    "of a trace the line of the program's own code is shown, and the message",
    arguments: [
      (
        """
        Traceback (most recent call last):
          File "/a/account.sh", line 7, in <module>
            evolve()
          File "/a/account.sh", line 3, in evolve
            return json.loads(text)
          File "/usr/lib/python3.11/json/decoder.py", line 355, in raw_decode
            raise JSONDecodeError("Expecting value", s, err.value) from None
        json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)
        """,
        #"File "/a/account.sh", line 3, in evolve · json.decoder.JSONDecodeError: Expecting value: line 1"#
          + " column 1 (char 0)"
      ),
      (
        """
          File "/a/other.py", line 2
            def evolve(:
                       ^
        SyntaxError: invalid syntax
        """, #"File "/a/other.py", line 2 · SyntaxError: invalid syntax"#
      ),
      (
        """
        file:///a/account.sh:12
            throw new Error("no")
            ^

        Error: no
            at whole (node:internal/numbers:1:1)
            at evolve (file:///a/account.sh:12:11)
            at Interface.<anonymous> (file:///a/account.sh:30:4)

        Node.js v18.19.0
        """, "at evolve (file:///a/account.sh:12:11) · Error: no"
      ),
      (
        """
        file:///a/account.sh:4
        const = 1
              ^
        SyntaxError: Unexpected token '='
            at ESMLoader.moduleStrategy (node:internal/modules/esm/translators:119:18)

        Node.js v18.19.0
        """, "file:///a/account.sh:4 · SyntaxError: Unexpected token '='"
      ),
      (
        "Exception in thread \"main\" java.lang.ArithmeticException: / by zero\n\tat account.main(account.java:9)",
        "at account.main(account.java:9) · Exception in thread \"main\" java.lang.ArithmeticException: / by zero"
      ),
      ("first\n\n  jq: error: no \n", "jq: error: no"),
      (
        """
        account.java:7: error: ';' expected
            int a
                 ^
        1 error
        error: compilation failed
        """, "account.java:7: error: ';' expected · error: compilation failed"
      ),
    ])
  func trace(text: String, says: String) throws {
    let error = try error(of: shell("cat >&2 <<'END'\n\(text)\nEND\nexit 1"))
    #expect(error.complaint == says)
  }

  @Test("a long path is cut where the number of the line is not")
  func longTrace() throws {
    let path = String(repeating: "/long", count: 100)
    let text = "Traceback (most recent call last):\n  File \"\(path)\", line 12, in evolve\nE: no"
    let error = try error(of: shell("cat >&2 <<'END'\n\(text)\nEND\nexit 1"))
    #expect(error.complaint?.hasPrefix("…") == true)
    #expect(error.complaint?.hasSuffix("long\", line 12, in evolve · E: no") == true)
    #expect((error.complaint?.count ?? 0) < 250)
  }

  @Test(
    "the event is named at which a program dies, hangs or prints garbage, of thousands",
    .needsCommand("python3"),
    arguments: [
      ("os.abort()", "ended with signal 6"), ("time.sleep(60)", "answered nothing for 4 seconds"),
      ("print('Hello')", "printed what is no JSON: Hello"),
    ])
  func event(deed: String, says: String) throws {
    let program = try ProgramFolder(
      try Programs.python(
        evolve: """
          import time
          def evolve(s, e):
              if e["type"] == "Bad": \(deed)
              return e["version"]
          """))
    let events = (1...3000).map { ($0 == 1700 ? "Bad" : "Good", "1" as JSONText) }
    let fold = try program.fold(ProgramLimits(silence: .seconds(4)))
    let error = #expect(throws: ProgramError.self) {
      try fold.fold(FoldBatch(events, interval: 1000), from: fold.initial())
    }
    #expect(error?.event == "Bad (version 1700 of account-1, position 1800)")
    #expect(
      error?.description.contains(
        "account.py: at Bad (version 1700 of account-1, position 1800): \(says)") == true)
  }

  @Test("where a program breaks only once, the events are named of which it was at one")
  func onlyOnce() throws {
    let program = try ProgramFolder(
      shell("if [ ! -e broken ]; then touch broken; exit 1; fi\n" + ones), name: "account.sh")
    let fold = try program.fold()
    let error = #expect(throws: ProgramError.self) { try fold.fold(batch, from: fold.initial()) }
    #expect(error?.event == "one of versions 1 to 2 of account-1")
  }

  @Test("a program that closes its output has ended, whatever it does")
  func closesOutput() throws {
    let error = try error(of: shell("exec sleep 600 >/dev/null"))
    #expect(error.reason == .ended("its standard output closed"))
  }

  @Test("a program that is killed is an error with the signal")
  func killed() throws {
    #expect(try error(of: shell("read begin\nkill -9 $$")).reason == .ended("signal 9"))
  }

  @Test("a program that has ended while nobody needed it is started again")
  func diedIdle() throws {
    let program = try ProgramFolder(
      shell("echo $$ > pid\n" + ones), name: "account.sh")
    let fold = try program.fold()
    let first = try fold.fold(batch, from: fold.initial())
    let pid = try pid(in: program)
    _ = try ChildProcess(["kill", "-9", "\(pid)"]).wait()
    while isRunning(pid) { SystemClock.pause(microseconds: 1000) }
    #expect(try fold.fold(batch, from: first.last).last == first.last)
  }

  @Test("where a program breaks, the next call starts another")
  func breaks() throws {
    let program = try ProgramFolder(
      shell("if [ ! -e broken ]; then touch broken; exit 1; fi\n" + ones), name: "account.sh")
    let fold = try program.fold()
    #expect(throws: ProgramError.self) { try fold.fold(batch, from: fold.initial()) }
    #expect(try fold.fold(batch, from: fold.initial()).last.value == 1)
  }

  @Test("a program that writes to standard error for ever answers all the same")
  func talksForEver() throws {
    let program = try ProgramFolder(shell("yes trouble >&2 &\n" + ones), name: "account.sh")
    let fold = try program.fold()
    #expect(try fold.fold(batch, from: fold.initial()).last.value == 1)
  }

  @Test("a program that writes to standard error for ever and does not answer is killed")
  func onlyTalks() throws {
    let error = try error(
      of: shell("yes trouble >&2"), ProgramLimits(silence: .milliseconds(300)))
    #expect(error.reason == .silent(.milliseconds(300)))
    #expect(error.complaint?.hasPrefix("t") == true || error.complaint == nil)
  }

  @Test("what a program started ends with it")
  func forks() throws {
    let program = try ProgramFolder(
      shell("sleep 600 >/dev/null 2>&1 & echo $! > pid\n" + ones), name: "account.sh")
    do {
      let fold = try program.fold()
      #expect(try fold.fold(batch, from: fold.initial()).last.value == 1)
    }
    let pid = try pid(in: program)
    while isRunning(pid) { SystemClock.pause(microseconds: 1000) }
  }

  /// The number of a process, which a program has written to a file.
  private func pid(in program: ProgramFolder) throws -> Int {
    let text = try SystemFile.contents(of: program.folder.path("pid"))
    return try #require(Int(String(decoding: text, as: UTF8.self).filter(\.isNumber)))
  }

  /// Whether a process runs: one that nobody waited for has ended too.
  private func isRunning(_ pid: Int) -> Bool {
    guard let status = try? SystemFile("/proc/\(pid)/stat", .reading).readToEnd() else {
      return false
    }
    let state = String(decoding: status, as: UTF8.self).split(separator: ") ").last?.first
    return state != "Z" && state != "X"
  }

  @Test("a program that does not read is no harm")
  func deaf() throws {
    let program = try ProgramFolder(shell("exec sleep 600"), name: "account.sh")
    let fold = try program.fold(ProgramLimits(silence: .milliseconds(300)))
    let text = try JSONText("\"" + String(repeating: "x", count: 4 << 20) + "\"")
    #expect(throws: ProgramError.self) {
      try fold.fold(FoldBatch([("A", text), ("B", "1")]), from: fold.initial())
    }
  }

  @Test("a program that closes its input is no harm")
  func closesInput() throws {
    let program = try ProgramFolder(shell("exec 0<&-\nexit 4"), name: "account.sh")
    let fold = try program.fold()
    let text = try JSONText("\"" + String(repeating: "x", count: 4 << 20) + "\"")
    let error = #expect(throws: ProgramError.self) {
      try fold.fold(FoldBatch([("A", text), ("B", "1")]), from: fold.initial())
    }
    #expect(error?.reason == .ended("exit status 4"))
  }

  @Test("a program that ends is seen to, though what it started holds its output open")
  func leavesChild() throws {
    let error = try error(of: shell("sleep 600 &\nexit 7"))
    #expect(error.reason == .ended("exit status 7"))
  }

  @Test("a program whose interpreter is missing is an error")
  func noInterpreter() throws {
    #expect(
      try error(of: "#!/no/such/interpreter -x\n").reason
        == .cannotStart("its interpreter /no/such/interpreter is missing"))
    #expect(
      try error(of: "#!/bin/sh\r\nexit 1\r\n").reason
        == .cannotStart(
          "its interpreter /bin/sh is not found, as its lines end with CR LF; they are to end with LF"
        ))
  }

  @Test(
    "a program whose interpreter env does not find is an error, and one that is found ends as it likes",
    arguments: [
      ("#!/usr/bin/env nosuch", "its interpreter nosuch is missing"),
      ("#! /usr/bin/env -S nosuch -u", "its interpreter nosuch is missing"),
      (
        "#!/usr/bin/env sh\r",
        "its interpreter sh is not found, as its lines end with CR LF; they are to end with LF"
      ),
      (
        "#!/usr/bin/env sh -u",
        "/usr/bin/env takes sh -u for one word; write #!/usr/bin/env -S sh -u"
      ),
    ])
  func notFoundByEnv(line: String, says: String) throws {
    #expect(try error(of: "\(line)\nexit 0\n").reason == .cannotStart(says))
    #expect(
      try error(of: "#!/usr/bin/env sh\nexit 127\n").reason == .ended("exit status 127"))
  }

  @Test("a program that is gone is an error")
  func gone() throws {
    let file = CodeFile(path: "/no/such/program", kind: .program)
    let error = #expect(throws: ProgramError.self) { try ProgramFold(file) { true } }
    #expect(error?.reason == .cannotStart("No such file or directory"))
  }

  @Test("a program that was changed is not started as the fold that it was")
  func changed() throws {
    let program = try ProgramFolder(shell(ones), name: "account.sh")
    let fold = try program.fold()
    try program.write(shell(flushes))
    let error = #expect(throws: ProgramError.self) { try fold.fold(batch, from: fold.initial()) }
    #expect(error?.reason == .wasChanged)
    #expect(try program.fold().identity != fold.identity)
  }
}
