import Testing

@testable import RewindBenchmarks

struct BenchFiguresTests {
  private func figures(
    _ values: [Double], _ budget: Measurement.Budget? = nil,
    lineCount: Double = 1
  ) -> Figures {
    var figures = Figures(row: Measurement.Row(name: "row", unit: .seconds), budget: budget)
    for value in values { figures.add(["row": value, "wc -l": lineCount]) }
    return figures
  }

  @Test(
    "the median is the middle of the runs, whatever their order",
    arguments: [([3, 1, 2], 2), ([4, 1, 2, 3], 2.5), ([5], 5)] as [([Double], Double)])
  func median(values: [Double], median: Double) {
    #expect(figures(values).median == median)
  }

  @Test(
    "a budget is missed when the median is over it by more than a quarter",
    arguments: [
      ([0.12], .atMost(0.1), true), ([0.13], .atMost(0.1), false),
      ([0.1, 9, 0.1], .atMost(0.1), true), ([0.65], .atLeast(0.8), true),
      ([0.63], .atLeast(0.8), false), ([6.2], .timesLineCount(5), true),
      ([6.3], .timesLineCount(5), false),
    ] as [([Double], Measurement.Budget, Bool)])
  func budgets(values: [Double], budget: Measurement.Budget, isMet: Bool) {
    #expect(figures(values, budget).isMet == isMet)
  }

  @Test("a budget in times of wc is held against the same run's wc")
  func lineCount() {
    #expect(figures([6.2], .timesLineCount(5), lineCount: 2).medianLineCountRatio == 3.1)
    #expect(figures([6.2], .timesLineCount(5), lineCount: 2).isMet == true)
  }

  @Test(
    "figures are written with a unit that fits",
    arguments: [
      (2.5, .seconds, "2.50 s"), (0.0358, .seconds, "35.8 ms"), (0.00123, .seconds, "1.23 ms"),
      (0.000_000_3, .seconds, "0.3 µs"), (64_000_000, .bytes, "64.0 MB"),
      (1_040_000, .perSecond, "1.04 M/s"), (14_200, .perSecond, "14.2 k/s"), (0.8, .share, "0.80"),
    ] as [(Double, Measurement.Unit, String)])
  func text(value: Double, unit: Measurement.Unit, text: String) {
    #expect(FigureText.text(value, unit) == text)
  }

  @Test("the table is aligned, and tells what was missed")
  func table() {
    let report = Report(
      logs: [
        (
          1_000_000,
          [
            figures([0.04], lineCount: 0.04), figures([0.5], .atMost(0.1), lineCount: 0.04),
            peer([(0.2, rewind: 0.5)]),
            Figures(row: .init(name: "gone", unit: .seconds), absence: "not found"),
          ]
        )
      ], problems: [])
    #expect(
      report.text == """
                 median  × wc -l  × Rewind  budget
        row     40.0 ms     1.00
        row    500.0 ms    12.50            ≤ 100.0 ms  MISSED
        peer   200.0 ms     5.00      0.40
        gone  not found

        """)
  }

  @Test("a row is an object with the same keys whatever is measured")
  func json() {
    let report = Report(
      logs: [
        (
          1_000_000,
          [
            figures([0.5, 0.25], .timesLineCount(5), lineCount: 0.25),
            Figures(
              row: .init(name: "gone", unit: .seconds, rewindRow: "row"), absence: "not found"),
          ]
        )
      ], problems: [])
    #expect(
      report.json == """
        {"name":"row","events":1000000,"unit":"seconds","is_found":true,"runs":[0.5,0.25],"median":0.375,\
        "median_ratio_to_wc":1.5,"budget":5,"budget_is":"at_most_times_wc","is_met":true}
        {"name":"gone","events":1000000,"unit":"seconds","is_found":false,"runs":[],"rewind_row":"row"}

        """)
  }

  @Test("a peer is held against Rewind run by run, and a run without either counts for neither")
  func rewindRatio() {
    let figures = peer([(3, rewind: 1), (80, rewind: 20), (5, rewind: 1), (5, rewind: nil)])
    #expect(figures.medianRewindRatio == 4)
    #expect(figures.values == [3, 80, 5, 5])
    var missing = figures
    missing.add(["row": 1])
    #expect(missing.values.count == 4)
  }

  private func peer(_ runs: [(Double, rewind: Double?)]) -> Figures {
    var figures = Figures(row: .init(name: "peer", unit: .seconds, rewindRow: "row"))
    for (value, rewind) in runs {
      figures.add(["peer": value, "row": rewind, "wc -l": 0.04].compactMapValues(\.self))
    }
    return figures
  }

  private func grown(
    _ name: String, _ unit: Measurement.Unit = .seconds, from smaller: Double, to larger: Double
  ) -> Report {
    let figures = [(1_000_000, smaller), (10_000_000, larger)].map { events, value in
      var figures = Figures(
        row: .init(name: name, unit: unit), budget: Budgets.budget(of: name, events: events))
      figures.add([name: value])
      return (events: events, figures: [figures])
    }
    return Report(logs: figures, problems: [])
  }

  @Test("growth is times the cost: a rate that is halved costs twice as much, a share has none")
  func growth() {
    #expect(grown("a", from: 0.5, to: 4).growths.map(\.times) == [8])
    #expect(grown("a", .perSecond, from: 10, to: 5).growths.map(\.times) == [2])
    #expect(grown("a", .share, from: 1, to: 2).growths.isEmpty)
    #expect(Report(logs: [(1, [figures([1])])], problems: []).growths.isEmpty)
    #expect(
      grown("index the log", from: 0.25, to: 4).text.hasSuffix(
        """

        growth         1,000,000  10,000,000  times  budget
        index the log   250.0 ms      4.00 s  16.00  ≤ 11.0  MISSED

        """))
    #expect(
      grown("one step", from: 0.5, to: 1).json.split(separator: "\n").last?
        .hasSuffix(#""is_met":false,"growth":2,"growth_budget":1.2,"growth_is_met":false}"#)
        == true)
  }

  @Test("what misses a budget, grows too much or cannot be measured is a miss")
  func misses() {
    #expect(grown("index the log", from: 0.25, to: 3.4).misses == [])
    #expect(grown("index the log", from: 0.25, to: 3.5).misses == ["growth of index the log"])
    #expect(
      grown("rewind streams --limit 1", from: 0.04, to: 0.04).misses
        == ["rewind streams --limit 1, 10,000,000 events"])
    #expect(Report(logs: [], problems: ["a: gone"]).misses == ["a: gone"])
    #expect(Report(logs: [(1, [figures([9])])], problems: []).misses == [])
  }

  @Test("every budget is one of a row that is measured")
  func budgetedRows() {
    let rows = Set(Measurements.all.flatMap(\.rows).map(\.name))
    #expect(Set(Budgets.all.keys).subtracting(rows) == [])
    #expect(Budgets.budget(of: "peak RssAnon, log open", events: 2_000) != nil)
  }

  @Test(
    "what callgrind counted is read",
    arguments: [
      ("==12== \n==12== Events    : Ir\n==12== Collected : 317123736\n", 317_123_736),
      ("==12== I   refs:      317,123,736\n", nil), ("", nil),
    ] as [(String, Int?)])
  func callgrind(text: String, count: Int?) {
    #expect(Callgrind.count(in: text) == count)
  }

  @Test("instructions are recorded by row, and 3 % more than recorded is a miss")
  func recording() throws {
    let rows = HotPath.allCases.map(\.row)
    var before = RecordedCounts()
    before.counts = [rows[0]: 1_000_000, rows[1]: 5.5]
    #expect(try RecordedCounts(text: Array(before.text.utf8)) == before)
    #expect(try RecordedCounts(text: Array(RecordedCounts().text.utf8)) == RecordedCounts())
    func counted(_ count: Double) -> Figures {
      var figures = Figures(
        row: .init(name: rows[0], unit: .instructions), budget: .recorded(1_000_000))
      figures.add([rows[0]: count])
      return figures
    }
    #expect(counted(1_030_000).isMet == true)
    #expect(counted(1_030_001).isMet == false)
    #expect(
      before.replaced(by: [counted(7), figures([1])]).counts == [rows[0]: 7, rows[1]: 5.5])
    #expect(FigureText.text(.recorded(1_000_000), .instructions) == "≤ 1,000,000 + 3 %")
  }

  @Test("numbers of events have a comma after each three digits")
  func eventCounts() {
    #expect(
      [7, 100, 1_000, 10_000_000].map(EventCount.text) == ["7", "100", "1,000", "10,000,000"])
  }

  @Test("logs are not begun where there is no room for them")
  func room() throws {
    try KeptLogs.checkRoom(for: 100, in: "/logs", has: 100)
    let error = #expect(throws: BenchError.self) {
      try KeptLogs.checkRoom(for: 6_200_000_000, in: "/logs", has: 3_100_000_000)
    }
    #expect(
      error?.description
        == "the logs and the same as stores need 6.2 GB, and /logs has 3.1 GB left; "
        + "name another folder with --folder")
  }

  @Test("each row has a name of its own, and a peer is held against a row that is there")
  func rows() {
    let rows = Measurements.all.flatMap(\.rows)
    #expect(Set(rows.map(\.name)).count == rows.count)
    #expect(Set(rows.compactMap(\.rewindRow)).subtracting(rows.map(\.name)) == [])
  }

  @Test("rows are chosen by texts, with what they are held against")
  func choosing() throws {
    func names(_ texts: String...) throws -> [String] {
      try Measurements.chosen(by: texts).map { $0.rows[0].name }
    }
    #expect(
      try names("less: first", "--version")
        == ["wc -l", "rewind --version", "first paint, whole process", "less: first paint"])
    #expect(try names().count == Measurements.all.count)
    let error = #expect(throws: BenchError.self) { try Measurements.chosen(by: ["types", "cow"]) }
    #expect(error?.description == "no row's name contains cow; rewind-bench rows lists them")
  }

  @Test("a program is found where a folder of PATH has it")
  func path() {
    #expect(Peer.isOnPath("sh", path: "/nowhere:/bin"))
    #expect(!Peer.isOnPath("sh", path: "/nowhere"))
    #expect(!Peer.isOnPath("sh", path: nil))
  }

  @Test("99 of a hundred values are at or below the 99th percentile, and it is one of them")
  func percentile() {
    #expect(Figures.percentile(99, of: (1...1000).map(Double.init)) == 990)
    #expect(Figures.percentile(99, of: [1]) == 1)
  }

  @Test(
    "what cannot be asked for is said in a line",
    arguments: [
      (["--runs"], "--runs needs a number above 0"),
      (["--runs", "0"], "--runs needs a number above 0"),
      (["--fast"], "unknown option --fast"),
      (["hot", "cow", "1", "f"], "rewind-bench hot takes a path, a number of rounds and a folder"),
      (["--only"], "--only needs a word behind it"),
      (["--large", "a"], "--large and --folder are for logs that are made, not for a"),
      (["a", "--folder", "b"], "--large and --folder are for logs that are made, not for a"),
      (["a", "b"], "only one log can be measured at a time"),
      (["log", "ten", "f"], "rewind-bench log takes a number of events above 0 and a path"),
    ])
  func badArguments(words: [String], message: String) {
    let error = #expect(throws: BenchError.self) { try BenchArguments(words) }
    #expect(error?.description == message)
  }

  @Test("a large run measures ten times the events beside, in logs that are kept")
  func largeArguments() throws {
    let words = ["--large", "--events", "2000", "--folder", "logs", "--check"]
    var settings = BenchArguments.Settings()
    settings.events = 2_000
    (settings.isLarge, settings.isCheck, settings.folder) = (true, true, "logs")
    #expect(try BenchArguments(words) == .measure(settings))
    #expect(settings.sizes == [2_000, 20_000])
    #expect(BenchArguments.Settings().sizes == [1_000_000])
  }

  @Test("a log to be measured is the word that is no option")
  func arguments() throws {
    let arguments = try BenchArguments([
      "--runs", "3", "--json", "big.jsonl", "--only", "state", "--only", "wc",
    ])
    #expect(
      arguments
        == .measure(
          .init(runs: 3, only: ["state", "wc"], isJSON: true, events: 1_000_000, log: "big.jsonl")))
  }
}
