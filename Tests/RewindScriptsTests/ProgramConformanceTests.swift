import Rewind
import RewindScripts
import TestSupport
import Testing

@Suite("Folds that are programs: what they are sent and what they answer")
struct ProgramConformanceTests {
  @Test("there are forty cases")
  func count() {
    #expect(ProgramCase.accounts.count + ProgramCase.answers.count >= 40)
  }

  @Test("a program's states", .needsCommand("python3"), arguments: ProgramCase.answers)
  func answers(example: ProgramCase) throws {
    let evolve = try #require(example.evolve)
    let program = try ProgramFolder(try Programs.python(evolve: evolve))
    expectNoDifference(try states(of: example, by: program.fold()), example.expected)
  }

  @Test("the ready fold in Python", .needsCommand("python3"))
  func python() throws {
    try checkAccounts("python/account.py", holdsAnyNumber: true)
  }

  @Test("the ready fold in JavaScript", .needsCommand("node"))
  func node() throws {
    try checkAccounts("node/account.mjs")
  }

  @Test("the ready fold in Java", .needsCommand("java"))
  func java() throws {
    try checkAccounts("java/account", holdsAnyNumber: true)
  }

  @Test("the ready fold in jq", .needsCommand("jq"))
  func jq() throws {
    try checkAccounts("jq/account.sh")
  }

  @Test(
    "a ready fold is found by its category", arguments: ["python", "node", "java", "jq"])
  func found(language: String) throws {
    let folder = CodeFolder("\(Programs.ready)/\(language)")
    #expect(try folder.file(forCategory: "account")?.kind == .program)
  }

  private func checkAccounts(_ path: String, holdsAnyNumber: Bool = false) throws {
    let fold = try Programs.ready(path)
    for example in ProgramCase.accounts {
      let states = try states(of: example, by: fold).map { line in
        line.firstRange(of: " ! ").map { line[..<$0.lowerBound] + " !" } ?? line
      }
      expectNoDifference(states, example.expected, "\(example.name)")
    }
    try checkLongNumbers(fold, areHeld: holdsAnyNumber)
  }

  /// A whole number beyond 2^53 is held to its last digit, or its event is an error.
  private func checkLongNumbers(_ fold: ProgramFold, areHeld: Bool) throws {
    let folded = try fold.fold(
      FoldBatch([
        ("AccountCreated", #"{"owner_id":"u1","name":"N"}"#),
        ("MoneyDeposited", #"{"amount":9007199254740993}"#),
        ("MoneyWithdrawn", #"{"amount":9007199254740993}"#),
        ("MoneyDeposited", #"{"amount":9007199254740991}"#), ("MoneyDeposited", #"{"amount":2}"#),
      ]), from: fold.initial())
    let (last, beyond) = ("9007199254740991", "9007199254740993")
    #expect(
      folded.kept.map { $0.value?["balance"]?.text() }
        == (areHeld ? ["0", beyond, "0", last, beyond] : ["0", "0", "0", last, last]))
    #expect(folded.faults.map(\.version) == (areHeld ? [] : [2, 3, 5]))
    #expect(folded.faults.allSatisfy { $0.description.contains("below 2^53") })
  }

  /// The states of all events at once, which are those that are made one by one and of every batch's end.
  private func states(of example: ProgramCase, by fold: ProgramFold) throws -> [String] {
    let batch = FoldBatch(example.events)
    let whole = try fold.fold(batch, from: fold.initial())
    var state = try fold.initial()
    for (index, kept) in whole.kept.enumerated() {
      state = try fold.fold(batch.part(index..<index + 1), from: state).last
      #expect(state.value == kept.value, "\(example.name): version \(index + 1)")
    }
    let ends = try fold.fold(batch.part(0..<batch.events.count, interval: 3), from: fold.initial())
    #expect(ends.last.value == whole.last.value)
    #expect(ends.faults == whole.faults)
    return whole.lines
  }
}
