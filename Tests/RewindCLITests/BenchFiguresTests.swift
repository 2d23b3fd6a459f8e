import Testing

@testable import RewindBenchmarks

struct BenchFiguresTests {
  private func figures(
    _ values: [Double], _ budget: Measurement.Budget? = nil,
    lineCount: Double = 1
  ) -> Figures {
    var figures = Figures(row: Measurement.Row(name: "row", unit: .seconds, budget: budget))
    for value in values { figures.add(value, lineCount: lineCount) }
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
    #expect(figures([6.2], .timesLineCount(5), lineCount: 2).medianRatio == 3.1)
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
      ], problems: [])
    #expect(
      report.table == """
               median  × wc -l  budget
        row   40.0 ms     1.00
        row  500.0 ms    12.50  ≤ 100.0 ms  MISSED

        """)
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
    let arguments = try BenchArguments(["--runs", "3", "--json", "big.jsonl", "--only", "state"])
    #expect(
      arguments
        == .measure(
          .init(runs: 3, only: "state", isJSON: true, events: 1_000_000, log: "big.jsonl")))
  }
}
