import Explorer
import Rewind
import TestSupport
import Testing
import TextUI

@Suite("Since when rows differ, in the comparison of a rebuild")
struct DifferenceStartTests {
  private static let definition = ReadModelFixture.definitions[0]

  private static func row(_ key: String, balance: Int) -> [ReadModelValue] {
    [
      .text(key), .text("user-456"), .text("Savings"), .integer(balance), .integer(0), .null,
    ]
  }

  private static func difference(
    _ key: String, _ old: Int?, _ new: Int?
  ) -> ReadModelComparison.Difference {
    .init(
      table: 0, key: .text(key), old: old.map { row(key, balance: $0) },
      new: new.map { row(key, balance: $0) })
  }

  private static func comparison(
    _ differences: [ReadModelComparison.Difference]
  ) -> ReadModelComparison {
    ReadModelComparison(
      added: 0, removed: 0, changed: differences.count, same: 3, oldColumns: [],
      differences: differences)
  }

  private static let both = [
    difference("account-000123", 500, 430), difference("account-000124", 50, 60),
  ]

  /// Since an event, at which a balance was another.
  private static func start(
    _ key: String, at position: Int, _ old: Int, _ new: Int
  ) -> DifferenceStart {
    let changes = comparison([]).changes(of: difference(key, old, new), in: definition)
    return DifferenceStart(table: 0, key: key, position: position, changes: changes)
  }

  /// At a comparison that lists some rows, before it is known since when they differ.
  private func comparing(
    _ differences: [ReadModelComparison.Difference] = both,
    size: Size = Size(columns: 80, rows: 24), display: DisplayOptions = Fixture.display()
  ) throws -> Session {
    var session = Session(
      size: size,
      options: ExplorerOptions(
        logName: "bank", display: display, projections: ReadModelFixture.listed))
    session.press("R")
    session.holdsAnswers = true
    session.tell(.ended("account_balances", .ready))
    try session.answer(.comparison, with: .comparison(Self.comparison(differences)))
    return session
  }

  private func knowing(
    size: Size = Size(columns: 80, rows: 24), display: DisplayOptions = Fixture.display()
  ) throws -> Session {
    var session = try comparing(size: size, display: display)
    try session.answer(
      .differenceStarts, with: .differenceStarts([Self.start("account-000123", at: 4, 700, 630)]))
    return session
  }

  @Test(
    "it stands in the row, what differed then below the list",
    arguments: [
      ("projections-since-80x24", Size(columns: 80, rows: 24)),
      ("projections-since-120x40", Size(columns: 120, rows: 40)),
      ("projections-since-40x12", Size(columns: 40, rows: 12)),
    ])
  func screens(name: String, size: Size) throws {
    expectScreen(try knowing(size: size).canvas, matches: name)
  }

  @Test("in ASCII, and without colours, it says the same")
  func plain() throws {
    let session = try knowing(display: Fixture.display(glyphs: .ascii, usesColor: false))
    expectScreen(session.canvas, matches: "projections-since-ascii-80x24")
  }

  @Test("Enter goes to the event, Esc comes back to the row; without an event to the row's stream")
  func goes() throws {
    var session = try knowing()
    session.holdsAnswers = false
    session.press("<Enter>")
    #expect(session.top.contains("account-000123") && session.top.contains("v4 of 5"))
    session.press("<Esc>")
    #expect(session.text.contains("what the rebuild changes") && session.text.contains("1 of 2"))
    session.press("j<Enter>")
    #expect(session.top.contains("account-000124") && session.top.contains("v6 of 6"))
    session.press("<Esc>")
    #expect(session.text.contains("2 of 2"))
  }

  @Test("the list is there before it, which shows how far it is, and Esc ends")
  func waiting() throws {
    var session = try comparing()
    #expect(session.text.contains("account-000123  balance 500 → 430"))
    let request = try #require(session.unanswered.first { $0.lane == .differenceStarts })
    #expect(request.question == .differenceStarts("account_balances", limit: 1000))
    session.send(.answer(token: request.token, .progress(0.45)))
    #expect(session.status == "reading since when they differ 45%, Esc cancels")
    session.press("j")
    #expect(session.unanswered.contains(request))
    session.press("<Esc>")
    #expect(!session.isAskedSinceWhen)
    #expect(session.status.contains("is ready; b shows it again"))
    session.press("b")
    #expect(session.isAskedSinceWhen)
  }

  @Test("where what made the read model is not known, a line says why, once")
  func unknown() throws {
    var session = try comparing()
    try session.answer(
      .differenceStarts, with: .differenceStarts([], unknown: "the text of its script was not kept")
    )
    #expect(session.text.contains("since when is not known: the text of its script was not kept"))
    #expect(session.text.contains("account-000123  balance 500 → 430"))
    #expect(!session.isAskedSinceWhen)
    session.press("j")
    #expect(!session.isAskedSinceWhen)
  }

  @Test("a rebuild that is made anew is asked about anew, moments and equal rows are not")
  func asked() throws {
    var session = try knowing()
    session.tell(.ended("account_balances", .ready))
    #expect(!session.text.contains("since @"))
    try session.answer(.comparison, with: .comparison(Self.comparison([])))
    #expect(session.text.contains("Nothing differs"))
    #expect(!session.isAskedSinceWhen)
    session.holdsAnswers = false
    session.press("<Esc>12345vm$")
    session.holdsAnswers = true
    session.press("d")
    try session.answer(.comparison, with: .comparison(Self.comparison(Self.both)))
    #expect(session.text.contains("@12,345 → @12,359"))
    #expect(!session.isAskedSinceWhen)
  }

  @Test("rows with keys that only Unicode takes for one are told apart")
  func spellings() throws {
    let (one, other) = ("caf\u{E9}", "cafe\u{301}")
    var session = try comparing([Self.difference(one, 1, 2), Self.difference(other, 1, 3)])
    try session.answer(
      .differenceStarts,
      with: .differenceStarts([
        Self.start(one, at: 2, 1, 2), Self.start(other, at: 3, 1, 3),
      ]))
    #expect(session.text.contains("since @12,343") && session.text.contains("since @12,344"))
  }
}

extension Session {
  /// Whether it is asked, and not answered, since when rows differ.
  fileprivate var isAskedSinceWhen: Bool { unanswered.contains { $0.lane == .differenceStarts } }
}
