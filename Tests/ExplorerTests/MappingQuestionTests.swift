import Rewind
import TestSupport
import Testing
import TextUI

@testable import Explorer

@Suite("The question how a log is mapped")
struct MappingQuestionTests {
  private static let drawing = Size(columns: 80, rows: 24)
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// The question about a log of so many events, whose lines have all roles where they are to.
  private func question(hasAllRoles: Bool = false) throws -> MappingQuestion {
    let lines = (0..<40).map { number in
      let more =
        hasAllRoles
        ? #","tenant":"t1","aggregate_type":"issue","version":\#(number / 5 + 1),"global_position":\#(number),"#
          + #""event_id":"e\#(number)","correlation_id":"c\#(number)","causation_id":"e\#(number - 1)","#
          + #""headers":{"by":"zoë"}"# : ""
      return
        #"{"issue_id":"issue-\#(number % 5)","event_type":"\#(["opened", "closed"][number / 5 % 2])","#
        + #""created_at":"2026-01-02T03:\#(10 + number):05Z","new_value":{"status":"open"}\#(more)}"#
    }
    return try question(lines)
  }

  /// The question about some lines.
  private func question(_ lines: [String]) throws -> MappingQuestion {
    try folder.write("issues.jsonl", lines.joined(separator: "\n") + "\n")
    do throws(LogOpenError) {
      _ = try EventLog.open([folder.path("issues.jsonl")])
    } catch {
      if case .unknownMapping(let unknown) = error { return MappingQuestion(unknown) }
    }
    throw NotAsked()
  }

  private struct NotAsked: Error {}

  private func screen(_ question: MappingQuestion, _ size: Size = drawing) -> Canvas {
    var canvas = Canvas(size: size)
    question.draw(Fixture.display(), on: &canvas)
    // The folder has another name each time.
    canvas.fill(Rect(column: 0, row: 0, columns: size.columns, rows: 1))
    return canvas
  }

  private func press(_ keys: String, in question: inout MappingQuestion, _ size: Size = drawing) {
    for key in Session.keys(keys) { _ = question.update(.key(key), on: size) }
  }

  @Test(
    "looks as recorded, in all sizes",
    arguments: [
      ("mapping-40x12", Size(columns: 40, rows: 12)), ("mapping-80x24", drawing),
      ("mapping-120x40", Size(columns: 120, rows: 40)),
    ])
  func sizes(name: String, size: Size) throws {
    expectScreen(screen(try question(), size), matches: name)
    expectScreen(screen(try question(hasAllRoles: true), size), matches: "\(name)-all-roles")
  }

  @Test(
    "says of a log that lies newest first what turns it round, while the mapping finds its times")
  func newestFirst() throws {
    let lines = (0..<40).map {
      #"{"issue_id":"issue-\#($0 % 5)","event_type":"\#(["opened", "closed"][$0 / 5 % 2])","created_at":"2026-01-02T03:\#(59 - $0):05Z"}"#
    }
    let turned = try question(lines.reversed())
    #expect(!screen(turned, Size(columns: 200, rows: 40)).rows().joined().contains("newest event"))
    var question = try question(lines)
    let size = Size(columns: 200, rows: 40)
    #expect(
      screen(question, size).rows().joined().contains(
        "! times fall from line to line: the newest event"))
    press("e<Ctrl-w><Ctrl-w>data=rest<Enter>", in: &question, size)
    #expect(!screen(question, size).rows().joined().contains("newest event"))
  }

  @Test("is scrolled to its end and back where there is no room for all")
  func scrolled() throws {
    let size = Size(columns: 40, rows: 12)
    var question = try question(hasAllRoles: true)
    let first = screen(question, size)
    press("<PageDown><PageDown>jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj", in: &question, size)
    expectScreen(screen(question, size), matches: "mapping-40x12-end")
    press("k", in: &question, size)
    #expect(screen(question, size) != screen(try self.question(hasAllRoles: true), size))
    press("kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk", in: &question, size)
    #expect(screen(question, size) == first)
  }

  @Test("is answered by a key", arguments: ["y", "Y", "<Enter>"])
  func opened(key: String) throws {
    var question = try question()
    press(key, in: &question)
    #expect(question.answer == .open(question.unknown.guess))
  }

  @Test("is left by a key", arguments: ["n", "N", "q", "<Ctrl-c>"])
  func left(key: String) throws {
    var question = try question()
    press(key, in: &question)
    #expect(question.answer == .leave)
  }

  @Test("Esc, and what says nothing, leave it as it is", arguments: ["<Esc>", "x", "<Tab>"])
  func unanswered(key: String) throws {
    var question = try question()
    press(key, in: &question)
    #expect(question.answer == nil)
    expectScreen(screen(question), matches: "mapping-80x24")
  }

  @Test("e edits the whole line, and Enter shows what that leads to")
  func edited() throws {
    var question = try question()
    press("e<Ctrl-w><Ctrl-w>", in: &question)
    press("data=rest", in: &question)
    expectScreen(screen(question), matches: "mapping-editing")
    press("<Enter>", in: &question)
    #expect(question.answer == nil)
    expectScreen(screen(question), matches: "mapping-edited")
    press("<Enter>", in: &question)
    let edited = try EnvelopeMapping(line: "stream=issue_id type=event_type data=rest")
    #expect(question.answer == .open(edited))
  }

  @Test("a long line is edited in several rows where there is room for them")
  func longLine() throws {
    var question = try question(hasAllRoles: true)
    press("e<Home><Right><Right>", in: &question)
    expectScreen(screen(question), matches: "mapping-editing-all-roles")
    let low = Size(columns: 40, rows: 12)
    expectScreen(screen(question, low), matches: "mapping-editing-40x12")
  }

  @Test(
    "rows of a typed line are broken behind spaces, within a word that is too long, and hold the cursor",
    arguments: [
      ("", 0, [""], 0, 0), ("a=b c=d", 7, ["a=b ", "c=d"], 3, 1),
      ("a=b c=d", 4, ["a=b ", "c=d"], 0, 1),
      ("a=b c=d", 3, ["a=b ", "c=d"], 3, 0), ("abcdefgh", 8, ["abcde", "fgh"], 3, 1),
      ("abcde", 5, ["abcde", ""], 0, 1), ("語語語", 2, ["語語", "語"], 0, 1),
    ])
  func rows(text: String, cursor: Int, lines: [String], column: Int, row: Int) {
    var field = TextField(text)
    for _ in cursor..<text.count { field.take(.left) }
    let rows = field.rows(5)
    #expect(rows.lines == lines)
    #expect(rows.cursor == Point(column: column, row: row))
  }

  @Test("the line is looked at in place until it fits, and Esc gives it up")
  func errors() throws {
    var question = try question()
    let before = screen(question)
    press("e", in: &question)
    press(" colour=x<Enter>", in: &question)
    expectScreen(screen(question), matches: "mapping-error")
    press("<Ctrl-w>version=nowhere<Enter>", in: &question)
    #expect(question.error?.contains("version=nowhere in none") == true)
    #expect(question.answer == nil)
    press("<Esc>", in: &question)
    #expect(screen(question) == before)
    // It was the start of another key.
    _ = question.update(.escapeRetracted, on: Self.drawing)
    #expect(question.field?.text.hasSuffix("version=nowhere") == true)
    #expect(question.error != nil)
  }

  @Test("a line that is pasted is taken, and the terminal's keys work")
  func pasted() throws {
    var question = try question()
    press("e<Ctrl-u>", in: &question)
    _ = question.update(.paste("stream=issue_id\ntype=event_type\n"), on: Self.drawing)
    press("<Enter><Enter>", in: &question)
    #expect(
      question.answer == .open(try EnvelopeMapping(line: "stream=issue_id type=event_type")))
    var other = try self.question()
    #expect(other.update(.key(.control("z")), on: Self.drawing) == [.suspend])
    #expect(other.update(.key(.control("l")), on: Self.drawing) == [.redraw])
  }
}
