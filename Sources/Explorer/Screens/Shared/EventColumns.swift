import Rewind
import TextUI

/// The columns of a list of events, each as wide as what it shows, and a space behind it; 0 where it is left out.
///
///     Apr 30 02:27  41 BalanceCorrected   54
///            02:30 ▶42 BalanceCorrected -109
struct EventColumns {
  /// From here on the seconds are shown, and what a value was before.
  static let roomy = 100
  /// An effect that has less room says nothing.
  private static let leastEffect = 4
  /// A number takes no more of the room of a type.
  private static let widestNumber = 15
  /// A type is cut no further for the sake of an effect.
  private static let leastType = 12
  /// A stream's name takes no more beside its events.
  private static let longestStream = 28

  private(set) var date = 0
  /// How exactly times are told; nil where there is no room for them.
  private(set) var clock: TimePrecision?
  private(set) var number: Int
  private(set) var stream = 0
  private(set) var type: Int
  private(set) var effect = 0

  /// What the date takes with the space behind it.
  var dateRoom: Int { date > 0 ? date + 1 : 0 }
  /// What the time takes with the space behind it.
  var timeRoom: Int { clock.map { $0.clockColumns + 1 } ?? 0 }

  /// Divides the width of a list.
  ///
  /// - Parameters:
  ///   - width: of the list, its margins included.
  ///   - number: what the widest number takes.
  ///   - type: what the widest type takes.
  ///   - date: what the widest date takes; 0 for no times.
  ///   - stream: what the widest name of a stream takes; nil for a list of one stream.
  ///   - effect: what the widest number takes among the effects, which is never cut; the type gives way to it.
  ///   - clocks: how exactly times are to be told; the first that has room.
  init(
    width: Int, number: Int, type: Int, date: Int, stream: Int?, effect: Int,
    clocks: [TimePrecision]
  ) {
    (self.number, self.type, self.date) = (number, type, date)
    let least = max(Self.leastEffect, min(effect, Self.widestNumber))
    // The margins, the pointer, and the mark behind the number.
    var room = width - 4 - number
    room -= dateRoom
    if let stream {
      self.stream = max(1, min(stream, Self.longestStream, (room - 1) / 2))
      room -= self.stream + 1
    }
    if date > 0 {
      let needed = type + 1 + (stream == nil ? least : 0)
      clock = clocks.first { room - $0.clockColumns - 1 >= needed }
      // In a stream, a type would rather lose its middle than all events their times.
      if clock == nil, stream == nil, room >= Self.leastType + 1 + least + 6 { clock = .minute }
      room -= timeRoom
    }
    self.type = max(1, min(type, max(Self.leastType, room - 1 - least)))
    self.effect = room - self.type - 1
    if self.effect < Self.leastEffect { (self.effect, self.type) = (0, max(1, room)) }
  }

  /// The width of a list whose effects have so much room.
  static func width(number: Int, type: Int, date: Int, effect: Int, isRoomy: Bool) -> Int {
    4 + number + (date > 0 ? date + 1 + (isRoomy ? 9 : 6) : 0) + type + 1 + effect
  }
}

extension EventRoom {
  /// So many events of a list tell how wide its types are.
  private static var sampledTypes: Int { 256 }

  /// The columns of the list in an area.
  func columns(in area: Rect, _ shell: Shell) -> EventColumns {
    EventColumns(
      width: area.size.columns, number: numberColumns(in: shell), type: typeColumns(in: shell),
      date: dateColumns(in: shell), stream: stream == nil ? streamColumns(in: shell) : nil,
      effect: effectColumns(in: shell), clocks: clocks(in: shell))
  }

  /// What the widest number takes among the visible effects.
  private func effectColumns(in shell: Shell) -> Int {
    visiblePlaces(in: shell).reduce(0) { widest, place in
      let number = effect(of: place, in: shell)?.uncut
      return max(widest, number.map { TextWidth.columns(of: $0) } ?? 0)
    }
  }

  /// How exactly times are to be told: among all events so that neighbours differ.
  private func clocks(in shell: Shell) -> [TimePrecision] {
    let isRoomy = shell.knowledge.size.columns >= EventColumns.roomy
    let usual: [TimePrecision] = isRoomy ? [.second, .minute] : [.minute]
    guard stream == nil else { return usual }
    let times = visiblePlaces(in: shell).map { shell.listed($0).entry.timestamp }
    return [.telling(times, from: usual[0], columns: isRoomy ? .max : 8)] + usual
  }

  /// What the widest number takes.
  func numberColumns(in shell: Shell) -> Int {
    let last = list.rows.last
    var widest = last > 0 ? shown(last, in: shell) : 0
    if list.rows.ahead > 0 { widest = max(widest, shell.knowledge.ahead?.highestPosition ?? 0) }
    return TextWidth.columns(of: Format.grouped(widest))
  }

  /// What the widest date takes: `2026-01-02` where the log has several years, else `Jan 22`, or one column less
  /// where all days of the list have one digit, as `Jan 2`; 0 where there are no times.
  func dateColumns(in shell: Shell) -> Int {
    guard shell.index.hasTimes || shell.knowledge.ahead?.index.hasTimes == true else { return 0 }
    if shell.areYearsSeveral { return 10 }
    guard list.rows.newest > 0 else { return 6 }
    let positions = stream.map { shell.index.positions(of: $0) }
    let first = list.rows.last > 0 ? 1 : ReadAhead.gap + 1
    let ends = [positions?[0] ?? first, positions?[list.rows.last - 1] ?? list.rows.newest]
    let days = ends.compactMap {
      shell.listed($0).entry.timestamp?.calendar(in: shell.options.display.zone)
    }
    guard days.count == 2, days[0].year == days[1].year, days[0].month == days[1].month else {
      return 6
    }
    // Events can be out of order: between the ends there may be any day.
    let visible = visiblePlaces(in: shell).map { place in
      shell.listed(positions.map { $0[place - 1] } ?? place)
    }
    let shown = visible.compactMap {
      $0.entry.timestamp?.calendar(in: shell.options.display.zone)
    }
    return (days + shown).allSatisfy { $0.day < 10 } ? 5 : 6
  }

  /// What the widest type takes: of a stream's events, or of those that are visible.
  func typeColumns(in shell: Shell) -> Int {
    let types = sampledPlaces(in: shell).compactMap { place -> String? in
      let listed = shell.listed(place)
      return listed.entry.type.map { listed.types[$0] }
    }
    return Set(types).reduce(types.isEmpty ? 14 : 0) { max($0, TextWidth.columns(of: $1)) }
  }

  /// What the widest name of a visible stream takes.
  private func streamColumns(in shell: Shell) -> Int {
    let names = visiblePlaces(in: shell).compactMap { shell.listed($0).streamName }
    return Set(names).reduce(0) { max($0, TextWidth.columns(of: $1)) }
  }

  /// The places of the rows on screen, in what the list shows; the gap is none.
  func visiblePlaces(in shell: Shell) -> [Int] {
    let rows =
      list.top..<min(list.rows.count, list.top + visibleRows(of: Self.listPanel, in: shell))
    return rows.lowerBound < rows.upperBound
      ? rows.map { list.rows[$0] }.filter { $0 != ReadAhead.gap && $0 > 0 } : []
  }

  /// Positions that tell how wide the list's types are: evenly spread over a stream, so that its columns stand still.
  private func sampledPlaces(in shell: Shell) -> [Int] {
    guard let stream else { return visiblePlaces(in: shell) }
    let positions = shell.index.positions(of: stream)
    let count = min(positions.count, list.rows.last)
    guard count > Self.sampledTypes else { return Array(positions.prefix(count)) }
    let step = Double(count - 1) / Double(Self.sampledTypes - 1)
    return (0..<Self.sampledTypes).map { positions[Int(Double($0) * step)] }
      + visiblePlaces(in: shell).filter { $0 <= count }.map { positions[$0 - 1] }
  }
}
