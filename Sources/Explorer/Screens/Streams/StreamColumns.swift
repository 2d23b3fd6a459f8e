import Rewind
import TextUI

/// The columns of a list of streams, each as wide as what it shows and beside the one before, so that the eye need not
/// cross the screen; those that have no room are left out, the last ones first.
///
///       stream          events  last event        type
///     ▶ account-100130       3  2026-06-04 07:32  MoneyDeposited
struct StreamColumns {
  /// So many columns lie between two others.
  private static let gap = 2
  /// What a day takes with the space behind it.
  private static let day = 11
  /// A type that has less room says nothing.
  private static let leastType = 10
  /// Names take a multiple of so many columns, so that few scrolls move what stands behind them.
  private static let step = 4
  private static let titles = (name: "stream", count: "events", time: "last event", type: "type")

  private let name: Int
  private let count: Int
  /// How exactly times are told; nil where they are not.
  private let precision: TimePrecision?
  private let type: Int

  /// Whether there is a row for what the columns are called.
  static func hasHeader(in area: Rect) -> Bool { area.size.rows > 3 }

  /// Divides the width of a list of the streams that are on screen.
  init(of entries: [StreamEntry], width: Int, in shell: Shell) {
    let counts = entries.map { TextWidth.columns(of: Format.grouped($0.eventCount)) }
    let names = entries.map { TextWidth.columns(of: Format.name($0.name.rawValue)) }
    count = max(Self.titles.count.count, counts.max() ?? 0)
    // The pointer and the margins.
    var room = width - 3 - Self.gap - count
    let widest = max(Self.titles.name.count, names.max() ?? 0)
    name = max(1, min((widest + Self.step - 1) / Self.step * Self.step, room))
    room -= name + Self.gap
    let times = entries.map(\.lastTimestamp)
    let shortest = Self.day + TimePrecision.minute.clockColumns
    guard times.contains(where: { $0 != nil }), room >= shortest else {
      precision = nil
      type = room >= Self.leastType ? room : 0
      return
    }
    let told = TimePrecision.telling(times, columns: room - Self.day)
    precision = told
    room -= Self.day + told.clockColumns + Self.gap
    type = room >= Self.leastType ? room : 0
  }

  /// Where the columns behind the name begin; that of counts where it ends.
  private var places: (count: Int, time: Int, type: Int) {
    let count = 2 + name + Self.gap + count
    let time = count + Self.gap
    let type = precision.map { time + Self.day + $0.clockColumns + Self.gap } ?? time
    return (count, time, type)
  }

  /// Writes what the columns are called.
  func drawHeader(in row: Rect, _ shell: Shell, on canvas: inout Canvas) {
    func write(_ text: String, at column: Int) {
      canvas.write(
        text, at: Point(column: row.origin.column + column, row: row.origin.row),
        style: shell.theme.dimmed, limit: row.size.columns - column)
    }
    write(Self.titles.name, at: 2)
    write(Self.titles.count, at: places.count - Self.titles.count.count)
    if precision != nil { write(Self.titles.time, at: places.time) }
    if type > 0 { write(Self.titles.type, at: places.type) }
  }

  /// Writes a stream.
  func draw(_ entry: StreamEntry, in area: Rect, _ shell: Shell, on canvas: inout Canvas) {
    let (left, row) = (area.origin.column, area.origin.row)
    let text = Format.name(entry.name.rawValue, shell.theme)
    canvas.write(
      TextWidth.middleCut(text.text, to: name, glyphs: canvas.glyphs),
      at: Point(column: left + 2, row: row), style: text.style)
    canvas.write(Format.grouped(entry.eventCount), endingBefore: left + places.count, row: row)
    if let time = entry.lastTimestamp, let precision {
      canvas.write(
        Format.time(time, precision, in: shell.options.display.zone),
        at: Point(column: left + places.time, row: row), style: shell.theme.dimmed)
    }
    guard type > 0, let last = shell.index[entry.lastPosition].type else { return }
    canvas.write(
      TextWidth.middleCut(shell.knowledge.types[last], to: type, glyphs: canvas.glyphs),
      at: Point(column: left + places.type, row: row))
  }
}
