/// Counts presses on one cell in quick succession.
struct ClickCounter {
  static let interval = 400

  private(set) var count = 0
  private var place: Point?
  private var time = 0

  mutating func press(at point: Point, now: Int) -> MouseEvent {
    count = place == point && now - time <= Self.interval ? count + 1 : 1
    place = point
    time = now
    return MouseEvent(kind: .press, point: point, clicks: count)
  }
}
