import Rewind

/// A place that was left by a link, or for a screen over it, as it was then.
struct LeftPlace: Sendable {
  let screen: Screen
  let room: any Room
  let origins: [Screen: Screen]
  let isZoomed: Bool
  /// The screen that it was left for, and the filter that shows what the link led to.
  let target: Screen
  let filter: EventFilter?
}

extension Model {
  /// So many places are remembered.
  private static let mostLeft = 16

  /// Remembers a place that is left for another, to which Esc comes back.
  mutating func remember(leavingFor place: Place) {
    guard screen != .help, screen != .logs else { return }
    var filter: EventFilter?
    if case .events(let shown) = place { filter = shown }
    leftPlaces.append(
      LeftPlace(
        screen: screen, room: room, origins: origins, isZoomed: isZoomed, target: place.screen,
        filter: filter))
    if leftPlaces.count > Self.mostLeft { leftPlaces.removeFirst() }
  }

  /// Whether the screen that is shown is the one that the last place was left for.
  private var comesFromLink: Bool { leftPlaces.last?.target == screen }

  /// Whether Esc comes back from what a link led to, rather than dropping the filter that shows it.
  var showsLinkedEvents: Bool {
    guard comesFromLink, let filter = leftPlaces.last?.filter else { return false }
    return (room as? AllEventsScreen)?.list.filter == filter
  }

  /// Comes back to the place that was left last; false where none was, for what is shown.
  mutating func comeBackFromLink() -> Bool {
    guard comesFromLink, let left = leftPlaces.popLast() else { return false }
    shell.places.leave(place)
    (screen, origins, isZoomed) = (left.screen, left.origins, left.isZoomed)
    rooms[screen] = left.room
    comeIn(at: left.room.place(in: shell))
    return true
  }
}
