import Testing

@testable import RewindBenchmarks

struct BenchFiguresTests {
  private func figures(
    _ values: [Double], _ budget: Measurement.Budget? = nil,
    lineCount: Double = 1
  ) -> Figures {
    var figures = Figures(row: Measurement.Row(name: "row", unit: .seconds, budget: budget))
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
      figures: [
        figures([0.04], lineCount: 0.04), figures([0.5], .atMost(0.1), lineCount: 0.04),
        peer([(0.2, rewind: 0.5)]),
        Figures(row: .init(name: "gone", unit: .seconds), isFound: false),
      ], problems: [])
    #expect(
      report.table == """
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
      figures: [
        figures([0.5, 0.25], .timesLineCount(5), lineCount: 0.25),
        Figures(row: .init(name: "gone", unit: .seconds, rewindRow: "row"), isFound: false),
      ], problems: [])
    #expect(
      report.json == """
        {"name":"row","unit":"seconds","is_found":true,"runs":[0.5,0.25],"median":0.375,\
        "median_ratio_to_wc":1.5,"budget":5,"budget_is":"at_most_times_wc","is_met":true}
        {"name":"gone","unit":"seconds","is_found":false,"runs":[],"rewind_row":"row"}

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
      (["a", "b"], "only one log can be measured at a time"),
      (["log", "ten", "f"], "rewind-bench log takes a number of events above 0 and a path"),
    ])
  func badArguments(words: [String], message: String) {
    let error = #expect(throws: BenchError.self) { try BenchArguments(words) }
    #expect(error?.description == message)
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
