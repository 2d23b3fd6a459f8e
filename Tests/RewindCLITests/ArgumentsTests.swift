import Platform
import Rewind
import Testing

@testable import RewindCLI

@Suite("The call's words")
struct ArgumentsTests {
  @Test(
    "each command is read with its operands and options",
    arguments: [
      ("", .open(.init())),
      (
        "bank --at account-1@4 --path balance",
        .open(.init(logs: ["bank"], place: "account-1@4", path: "balance"))
      ),
      ("./demo", .open(.init(logs: ["./demo"]))),
      ("-- demo", .open(.init(logs: ["demo"]))),
      ("demo", .demo(.init())),
      ("demo here --no-open", .demo(.init(directory: "here", opening: nil))),
      ("demo --json", .demo(.init(opening: nil))),
      (
        "demo here --at account-1@4 --path balance",
        .demo(.init(directory: "here", opening: .init(place: "account-1@4", path: "balance")))
      ),
      ("init bank", .initialize(directory: "bank")),
      ("append account-1 Opened", .append(.init(stream: "account-1", type: "Opened"))),
      (
        "append a-1 Opened --data {} --metadata={} --expect none",
        .append(
          .init(stream: "a-1", type: "Opened", data: "{}", metadata: "{}", expected: .noStream))
      ),
      (
        "append a-1 Opened --expect 4",
        .append(.init(stream: "a-1", type: "Opened", expected: .exactly(4)))
      ),
      (
        "append a-1 Opened --expect exists --data -",
        .append(.init(stream: "a-1", type: "Opened", data: "-", expected: .streamExists))
      ),
      ("append --from -", .appendMany(from: "-")),
      ("streams --sort recent --limit 3", .streams(.init(sort: .recent, limit: 3))),
      ("streams --category account", .streams(.init(category: "account"))),
      ("types", .types),
      (
        "events --stream s --type T --after 5 --limit 0 --backwards",
        .events(.init(stream: "s", type: "T", after: 5, limit: 0, backwards: true))
      ),
      (
        "events --id a --correlation b --causation c",
        .events(.init(ids: [.id: "a", .correlation: "b", .causation: "c"]))
      ),
      (
        "events --since 2026-01-01 --until -1h --grep x --follow",
        .events(.init(since: "2026-01-01", until: "-1h", text: "x", follow: true))
      ),
      (
        "state account-1 --at -1h --path .a",
        .state(.init(stream: "account-1", moment: "-1h", path: ".a"))
      ),
      ("diff account-1 -5 $", .diff(.init(stream: "account-1", from: "-5", to: "$"))),
      ("projections", .projections),
      (
        "projection rebuild a b --compare --yes --limit 3 --on-error park",
        .rebuild(
          .init(
            projections: .named(["a", "b"]), onError: .park, compares: true, agrees: true, limit: 3)
        )
      ),
      ("projection -l bank rebuild --all", .rebuild(.init(projections: .all))),
      (
        "projection rebuild a --memory 256m",
        .rebuild(.init(projections: .named(["a"]), memory: 256 << 20))
      ),
      ("-l bank projection --json run a", .run(.init(projections: .named(["a"])))),
      (
        "projection run --all --follow --on-error stop",
        .run(.init(projections: .all, onError: .stop, follow: true))
      ),
      (
        "projection show a --table t --sort n --descending --filter !x --limit 5 --at @7",
        .show(
          .init(
            projection: "a", table: "t", moment: "@7", sortColumn: "n", descending: true,
            filter: "!x", limit: 5))
      ),
      (
        "projection show a --key k --history --at -1h",
        .show(.init(projection: "a", key: "k", history: true, moment: "-1h"))
      ),
      (
        "projection show a --against @1", .show(.init(projection: "a", base: "@1"))
      ),
      (
        "projection parked a --key k --retry",
        .parked(.init(projection: "a", key: "k", retry: true))
      ),
      ("projection --help", .help(.projection)),
      ("projection rebuild --help", .help(.rebuild)),
      ("verify --deep --repair", .verify(.init(deep: true, repair: true))),
      ("map --from ls", .map(file: nil)),
      ("import --from ls bank", .importLog(.init(store: "bank"))),
      ("map log.jsonl", .map(file: "log.jsonl")),
      ("map log.jsonl --forget", .map(file: "log.jsonl", forgets: true)),
      ("import log.jsonl bank", .importLog(.init(source: "log.jsonl", store: "bank"))),
      ("--help", .help(nil)),
      ("events -h", .help(.events)),
      ("events --version", .version),
    ] as [(String, RewindCLI.Command)])
  func command(line: String, command: RewindCLI.Command) throws {
    #expect(try Arguments(parsing: Self.words(line)).command == command)
  }

  @Test("a folder named like a command is opened when it is written as a path")
  func paths() throws {
    for words in [["./demo"], ["--", "demo"], ["a", "b", "demo"]] {
      let logs = words.filter { $0 != "--" }
      #expect(try Arguments(parsing: words).command == .open(.init(logs: logs)))
    }
  }

  @Test("logs named with -l are apart from those that are words")
  func logsTogether() throws {
    let arguments = try Arguments(parsing: ["a", "-l", "b", "-l", "c"])
    #expect(arguments.command == .open(.init(logs: ["a"])))
    #expect(arguments.shared.logs == ["b", "c"])
  }

  @Test(
    "a command that needs no other words takes logs, which make one together",
    arguments: ["streams", "types", "events", "verify", "projections"])
  func logOperands(name: String) throws {
    #expect(try Arguments(parsing: [name, "a", "b"]).shared.logs == ["a", "b"])
    #expect(try Arguments(parsing: [name, "b", "-l", "a"]).shared.logs == ["a", "b"])
    #expect(throws: ArgumentError.self) { try Arguments(parsing: [name, "-", "-l", "-"]) }
  }

  @Test("shared options stand before the command or after it")
  func sharedOptions() throws {
    for line in [
      "-l bank --json --utc --ascii --no-color --map stream=a --map type=b --mapping m types",
      "types -lbank --json --utc --ascii --no-color --map=stream=a --map type=b --mapping=m",
    ] {
      let shared = try Arguments(parsing: Self.words(line)).shared
      #expect(
        shared
          == SharedOptions(
            logs: ["bank"], mappings: ["stream=a", "type=b"], mappingFile: "m", json: true,
            utc: true, ascii: true, noColor: true))
    }
  }

  @Test(
    "a call that makes no sense is told what is wrong and where to look",
    arguments: [
      ("--jsn", "no option '--jsn'; did you mean --json? (see rewind --help)"),
      (
        "events --steram a",
        "no option '--steram' of rewind events; did you mean --stream? (see rewind events --help)"
      ),
      (
        "types --deep",
        "no option '--deep' of rewind types; it is one of 'rewind verify [LOG...]' (see rewind types --help)"
      ),
      ("types -x", "no option '-x' of rewind types (see rewind types --help)"),
      ("types --json=yes", "--json takes no value (see rewind types --help)"),
      ("events --stream", "--stream needs a value: STREAM (see rewind events --help)"),
      (
        "events --limit 1 --limit 2",
        "--limit is given twice; give it once (see rewind events --help)"
      ),
      (
        "events --limit many",
        "--limit takes a whole number from 0, not 'many' (see rewind events --help)"
      ),
      (
        "events --follow --backwards",
        "--follow goes forwards; leave out --backwards (see rewind events --help)"
      ),
      ("append a-1", "rewind append needs TYPE (see rewind append --help)"),
      (
        "projection",
        "rewind projection needs rebuild, run, show, compare, step or parked (see rewind projection --help)"
      ),
      (
        "projection rebuld --all",
        "rewind projection needs rebuild, run, show, compare, step or parked, not 'rebuld'; did you mean rebuild?"
          + " (see rewind projection --help)"
      ),
      (
        "projection rebuild",
        "rewind projection rebuild needs a NAME, or --all (see rewind projection rebuild --help)"
      ),
      (
        "projection run a --all",
        "--all names every projection; leave out 'a' (see rewind projection run --help)"
      ),
      (
        "projection rebuild a --yes",
        "--yes goes with --compare (see rewind projection rebuild --help)"
      ),
      (
        "projection run a --on-error skip",
        "--on-error takes stop or park, not 'skip' (see rewind projection run --help)"
      ),
      (
        "projection show", "rewind projection show needs NAME (see rewind projection show --help)"
      ),
      (
        "projection show a --history",
        "--history needs --key, the row it is about (see rewind projection show --help)"
      ),
      (
        "projection show a --against @1 --key k",
        "--against compares all rows; leave out --key (see rewind projection show --help)"
      ),
      (
        "projection parked a b",
        "one word too many for rewind projection parked: 'b'; a log is named with -l"
          + " (see rewind projection parked --help)"
      ),
      ("diff", "rewind diff needs STREAM MOMENT MOMENT (see rewind diff --help)"),
      (
        "state account-1 bank",
        "one word too many for rewind state: 'bank'; a log is named with -l"
          + " (see rewind state --help)"
      ),
      ("init a b", "one word too many for rewind init: 'b' (see rewind init --help)"),
      (
        "append a T --expect 1.5",
        "--expect takes any, none, exists or a version, not '1.5' (see rewind append --help)"
      ),
      ("append a T --id 7", "--id takes a UUID, not '7' (see rewind append --help)"),
      (
        "append --from f --data {}",
        "--from and --data cannot go together (see rewind append --help)"
      ),
      (
        "append a T --from f",
        "--from takes streams and types from its lines, not 'a' (see rewind append --help)"
      ),
      (
        "streams --sort size",
        "--sort takes name, events or recent, not 'size' (see rewind streams --help)"
      ),
      (
        "- -",
        "- is standard input and can be read once, not by a log and a log (see rewind --help)"
      ),
      (
        "types -l - --mapping -",
        "- is standard input and can be read once, not by --log and --mapping"
          + " (see rewind types --help)"
      ),
    ])
  func wrong(line: String, message: String) {
    let error = #expect(throws: ArgumentError.self) {
      try Arguments(parsing: Self.words(line))
    }
    #expect(error?.description == message)
  }

  @Test("an option's name takes a value in every command or in none")
  func oneMeaning() {
    var takesValue: [String: Bool] = [:]
    for option in CommandTable.all.flatMap(\.allOptions) {
      #expect(takesValue[option.name] ?? (option.value != nil) == (option.value != nil))
      takesValue[option.name] = option.value != nil
    }
  }

  @Test(
    "slips of the fingers are near, other words are not",
    arguments: [
      ("--steram", "--stream", 1), ("--jsn", "--json", 1), ("abc", "abc", 0), ("", "ab", 2),
      ("kitten", "sitting", 3),
    ])
  func distance(a: String, b: String, distance: Int) {
    #expect(Suggestion.distance(a, b) == distance)
    #expect(Suggestion.distance(b, a) == distance)
  }

  private static func words(_ line: String) -> [String] {
    line.split(separator: " ").map(String.init)
  }
}
