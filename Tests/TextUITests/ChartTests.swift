import TestSupport
import Testing
import TextUI

@Suite("Charts")
struct ChartTests {
  private let size = Size(columns: 8, rows: 2)

  @Test("a rising line in braille and in ASCII")
  func rising() {
    let values = (0..<16).map { Double($0) as Double? }
    expectNoDifference(
      Chart.rows(values: values, size: size), ["    ⣀⠤⠒⠉", "⣀⠤⠒⠉    "])
    expectNoDifference(
      Chart.rows(values: values, size: size, glyphs: .ascii), ["    .|-'", ".-|'    "])
  }

  @Test("a value holds until the next, and a step is one line")
  func step() {
    expectNoDifference(
      Chart.rows(values: [0, 1], size: size), ["    ⡏⠉⠉⠉", "⣀⣀⣀⣀⠇   "])
    expectNoDifference(
      Chart.rows(values: [1, 0], size: size), ["⠉⠉⠉⠉⡆   ", "    ⣇⣀⣀⣀"])
  }

  @Test("a constant lies in the middle")
  func constant() {
    #expect(Chart.rows(values: [5, 5], size: size) == ["        ", "⠉⠉⠉⠉⠉⠉⠉⠉"])
  }

  @Test(
    "missing, infinite and NaN values leave a gap", arguments: [nil, .infinity, .nan] as [Double?])
  func gap(value: Double?) {
    #expect(
      Chart.rows(values: [0, value, 0, 0], size: Size(columns: 8, rows: 1), range: 0...1)
        == ["⣀⣀  ⣀⣀⣀⣀"])
  }

  @Test("without a value, or without room, the rows are blank")
  func empty() {
    #expect(Chart.rows(values: [], size: Size(columns: 2, rows: 2)) == ["  ", "  "])
    #expect(Chart.rows(values: [nil], size: Size(columns: 2, rows: 1)) == ["  "])
    #expect(Chart.rows(values: [1], size: Size(columns: 0, rows: 1)) == [""])
    #expect(Chart.rows(values: [1], size: Size(columns: 1, rows: 0)) == [])
  }

  @Test("a peak among many values is not lost")
  func peak() {
    var values = [Double?](repeating: 0, count: 1000)
    values[500] = 1
    let rows = Chart.rows(values: values, size: Size(columns: 4, rows: 1))
    #expect(rows[0].contains("⡇") || rows[0].contains("⢸") || rows[0].contains("⣇"))
  }

  @Test("values outside a given range stay at its edges, and huge ones do not trap")
  func range() {
    let rows = Chart.rows(
      values: [-9, 9], size: Size(columns: 2, rows: 1), range: 0...1, glyphs: .ascii)
    #expect(rows == [".|"] || rows == [".'"])
    let huge: [Double?] = [-.greatestFiniteMagnitude, .greatestFiniteMagnitude]
    #expect(Chart.rows(values: huge, size: Size(columns: 2, rows: 1)).count == 1)
  }
}
