import TestSupport
import Testing
import TextUI

@Suite("Widgets")
struct WidgetTests {
  /// The canvas that a widget was drawn on, rows as text.
  private func rows(
    columns: Int, rows: Int, glyphs: GlyphSet = .unicode, _ draw: (inout Canvas, Rect) -> Void
  ) -> [String] {
    var canvas = Canvas(size: Size(columns: columns, rows: rows), glyphs: glyphs)
    draw(&canvas, Rect(canvas.size))
    return canvas.rows()
  }

  @Test("a list draws what is visible from its top on, and points at the selected row")
  func list() {
    let names = ["a", "b", "c", "d", "e"]
    let list = ListView(
      count: names.count, cursor: ListCursor(row: 3, top: 2), isFocused: true, hasPointer: true)
    var canvas = Canvas(size: Size(columns: 6, rows: 2))
    list.draw(in: Rect(canvas.size), on: &canvas) { number, row, canvas in
      canvas.write(names[number], at: Point(column: 2, row: row.origin.row))
    }
    expectNoDifference(canvas.rows(), ["  c   ", "▶ d   "])
    #expect(canvas.cursor == Point(column: 0, row: 1))
    #expect(!canvas[2, 0].style.isReversed && canvas[5, 1].style.isReversed)
  }

  @Test("only a list with the focus reverses its selected row and takes the cursor")
  func unfocused() {
    var canvas = Canvas(size: Size(columns: 3, rows: 2))
    ListView(count: 2, cursor: ListCursor(), isFocused: false)
      .draw(in: Rect(canvas.size), on: &canvas) { _, _, _ in }
    #expect(canvas.cursor == nil && !canvas[0, 0].style.isReversed)
    ListView(count: 2, cursor: ListCursor(row: 1), isFocused: true, marksRow: false)
      .draw(in: Rect(canvas.size), on: &canvas) { _, _, _ in }
    #expect(canvas.cursor == Point(column: 0, row: 1) && !canvas[0, 1].style.isReversed)
  }

  @Test("a list shorter than its area, or scrolled beyond its end, leaves the rest alone")
  func short() {
    var drawn: [Int] = []
    _ = rows(columns: 3, rows: 5) { canvas, area in
      for top in [0, 9] {
        ListView(count: 2, cursor: ListCursor(row: 0, top: top), isFocused: true)
          .draw(in: area, on: &canvas) { number, _, _ in drawn.append(number) }
      }
    }
    #expect(drawn == [0, 1])
  }

  private static let lines = [
    TreeLine(key: "name", depth: 0, keyColumns: 9, content: .value(#""Ada""#)),
    TreeLine(
      key: "balance", depth: 0, keyColumns: 9, mark: .changed,
      content: .change(from: "1000000000000", to: "700")),
    TreeLine(
      key: "deep", depth: 0, keyColumns: 9, content: .parent(members: "{1}", isFolded: false)),
    TreeLine(key: "x", depth: 1, keyColumns: 3, mark: .added, content: .value("1")),
    TreeLine(
      key: "metadata", depth: -1, keyColumns: 0, content: .header(members: "{2}", isFolded: true)),
    .text("no account", isError: false),
  ]

  @Test("a tree shows marks, keys and values, and cuts the old side of a change first")
  func tree() {
    let tree = TreeView(
      count: Self.lines.count, cursor: ListCursor(), isFocused: false,
      theme: Theme(usesColor: false))
    expectNoDifference(
      rows(columns: 28, rows: 6) { tree.draw(in: $1, on: &$0) { Self.lines[$0] } },
      [
        #"   name     "Ada"           "#, " ~ balance  10000000… → 700 ",
        "   deep     ▾ {1}           ",
        " +   x  1                   ", " metadata ▸ {2}             ",
        " no account                 ",
      ])
    let ascii = rows(columns: 28, rows: 6, glyphs: .ascii) { canvas, area in
      tree.draw(in: area, on: &canvas) { Self.lines[$0] }
    }
    #expect(ascii.joined().unicodeScalars.allSatisfy { $0.value < 0x80 })
    #expect(ascii[1] == " ~ balance  1000000> -> 700 ")
  }

  @Test(
    "a changed text without room is cut where both sides are alike, so that what differs is seen")
  func changedText() {
    func row(_ old: String, _ new: String, columns: Int) -> String {
      rows(columns: columns, rows: 1, glyphs: .ascii) { canvas, area in
        TreeView(
          count: 1, cursor: ListCursor(), isFocused: false, theme: Theme(usesColor: false)
        ).draw(in: area, on: &canvas) { _ in
          TreeLine(key: "k", depth: 0, keyColumns: 2, content: .change(from: old, to: new))
        }
      }[0].trimmingPrefix(" ").description
    }
    let (old, new) = ("\"joao.g@example.com\"", "\"joao.g@mail.example.com\"")
    #expect(row(old, new, columns: 60).contains("\(old) -> \(new)"))
    #expect(row(old, new, columns: 48).contains(">g@example.com\" -> >g@mail.example.com\""))
    #expect(row("\"ab\"", "\"abcdefghijklmnopq\"", columns: 26).contains("\"ab\" -> \"abcdefg"))
  }

  @Test("a tree that waits for another is dimmed")
  func outdated() {
    var canvas = Canvas(size: Size(columns: 20, rows: 3))
    TreeView(
      count: 1, cursor: ListCursor(), isFocused: true, isOutdated: true,
      theme: Theme(usesColor: false)
    ).draw(in: Rect(canvas.size), on: &canvas) { Self.lines[$0] }
    #expect(canvas[4, 0].style.isDim && canvas[4, 2].style.isDim)
  }

  private func chart(place: Int, marked: Int? = nil, isFocused: Bool = false) -> ChartView {
    var chart = ChartView(title: "balance", last: 4, place: place, isFocused: isFocused)
    chart.labels = ChartLabels(first: "v0", last: "v4")
    chart.markedPlace = marked
    chart.values = [nil, 0, 10, 10, 0]
    chart.range = 0...10
    chart.note = "0 to 10"
    return chart
  }

  @Test("a chart has its places on the border below, the knob at one of them")
  func chart() {
    expectNoDifference(
      rows(columns: 32, rows: 4, glyphs: .ascii) { canvas, area in
        chart(place: 4, marked: 0).draw(in: area, on: &canvas)
      },
      [
        "+ balance ------------ 0 to 10 +", "|            |'''''''''''|     |",
        "|      ......|           |.....|", "+v v0 -------------------- v4 @+",
      ])
  }

  @Test("what is no number has bands, each from where it begins")
  func bands() {
    var chart = ChartView(title: "status", last: 3, place: 1, isFocused: false)
    chart.texts = [nil, "placed", "paid", "paid"]
    expectNoDifference(
      rows(columns: 26, rows: 3, glyphs: .ascii) { canvas, area in
        chart.draw(in: area, on: &canvas)
      },
      ["+ status ----------------+", "|      |plac>|paid       |", "+--------@---------------+"])
  }

  @Test("days stand on the track, but not where the knob is, and no day twice")
  func days() {
    var chart = ChartView(title: "n", last: 90, place: 90, isFocused: false)
    chart.labels = ChartLabels(first: "v0 Jan 1", last: "v90 Mar 31") { "Day \($0 / 40)" }
    func track(_ place: Int) -> String {
      chart.place = place
      return rows(columns: 92, rows: 3, glyphs: .ascii) { canvas, area in
        chart.draw(in: area, on: &canvas)
      }[2]
    }
    #expect(track(90).contains("- v0 Jan 1 -"))
    #expect(track(90).hasSuffix("- v90 Mar 31 @+"))
    #expect(track(90).contains(" Day 0 ") && track(90).contains(" Day 1 "))
    #expect(track(90).ranges(of: "Day 1").count == 1)
    #expect(!track(22).contains("Day 0") && track(22).contains("Day 1"))
  }

  @Test("zero has a line in a chart that is high enough, and has values on both sides of it")
  func zero() {
    var chart = chart(place: 0)
    chart.values = [nil, -5, 5, 5, -5]
    chart.range = -5...5
    let high = rows(columns: 32, rows: 7, glyphs: .ascii) { canvas, area in
      chart.draw(in: area, on: &canvas)
    }
    #expect(high[3].contains("......"))
    chart.range = 0...10
    let above = rows(columns: 32, rows: 7, glyphs: .ascii) { canvas, area in
      chart.draw(in: area, on: &canvas)
    }
    #expect(!above[3].contains("......"))
  }

  @Test("a column of a chart's track stands for the place whose knob is drawn there")
  func places() {
    let rect = Rect(column: 2, row: 0, columns: 40, rows: 3)
    for place in 0...4 {
      var canvas = Canvas(size: Size(columns: 44, rows: 3))
      let chart = chart(place: place, isFocused: true)
      chart.draw(in: rect, on: &canvas)
      #expect(chart.place(at: canvas.cursor?.column ?? 0, in: rect) == place)
    }
    #expect(chart(place: 0).place(at: 0, in: rect) == 0)
    #expect(chart(place: 0).place(at: 43, in: rect) == 4)
  }
}
