import Rewind

/// The places of a list where a text is, as far as they have been found.
///
/// The places are looked at from one of them on, round at the list's end. What has been looked at is one stretch, so
/// the next hit on the way is known long before all are.
struct Hits: Hashable, Sendable {
  /// The list's places.
  private(set) var places: Range<Int>
  /// The place that was looked at first, and the way from there.
  private(set) var origin: Int
  private(set) var direction: Find.Direction
  /// How many places were looked at.
  private(set) var looked = 0
  /// The hits, in the order in which they were found.
  private(set) var found: [Int] = []

  /// What is known of the hit that is looked for.
  enum Outcome: Hashable {
    /// It is at a place; `isRound` where the way there went over the list's end.
    case hit(Int, isRound: Bool)
    /// There is no hit.
    case nowhere
    /// It has not been found yet.
    case unknown
  }

  /// Nothing looked at yet; a place outside the list counts as the end that comes first on the way.
  init(in places: Range<Int>, from origin: Int, _ direction: Find.Direction) {
    self.places = places
    self.direction = direction
    let end = direction == .forward ? places.lowerBound : places.upperBound - 1
    self.origin = places.contains(origin) ? origin : end
  }

  /// All hits of a list, ascending.
  init(_ all: [Int], in places: Range<Int>) {
    self.init(in: places, from: places.lowerBound, .forward)
    (found, looked) = (all, places.count)
  }

  /// Whether all places were looked at.
  var isWhole: Bool { looked >= places.count }

  /// Takes hits in the order of the way, up to so many places looked at.
  mutating func add(_ hits: [Int], looked: Int) {
    guard looked > self.looked else { return }
    found += hits
    self.looked = looked
    if isWhole { self = Hits(found.sorted(), in: places) }
  }

  /// Lets a list that has been looked at whole have more places.
  mutating func extend(to end: Int) {
    guard isWhole, end > places.upperBound else { return }
    places = places.lowerBound..<end
  }

  /// Whether a hit is at a place, as far as is known.
  func contains(_ place: Int) -> Bool {
    let number = numberBefore(place)
    return number < found.count && found[number] == place
  }

  /// The number of a hit among all, from 1; nil where that is not known, or no hit is there.
  func number(of place: Int) -> Int? {
    isWhole && contains(place) ? numberBefore(place) + 1 : nil
  }

  /// The hit that is so many hits further from a place, the one there being the first where it `includes` that; beyond
  /// the list's end it goes on from the other one.
  ///
  /// A place before the list's first is followed by that, and preceded by the last.
  func hit(
    _ count: Int, from place: Int, _ direction: Find.Direction, includes: Bool
  ) -> Outcome {
    guard places.contains(place) else {
      let end = direction == .forward ? places.lowerBound : places.upperBound - 1
      guard
        case .hit(let target, let isRound) = places.isEmpty
          ? .nowhere : hit(count, from: end, direction, includes: true)
      else { return isWhole ? .nowhere : .unknown }
      return .hit(target, isRound: isRound || direction == .backward)
    }
    let number = self.number(of: count, from: place, direction, includes: includes)
    if isWhole {
      guard !found.isEmpty else { return .nowhere }
      let round = number % found.count
      return .hit(
        found[round < 0 ? round + found.count : round],
        isRound: !found.indices.contains(number))
    }
    guard distance(place) <= looked, found.indices.contains(number) else { return .unknown }
    let target = found[number]
    return .hit(target, isRound: direction == .forward ? target < place : target > place)
  }

  /// The number, among those found, of the hit that is so many hits further; it may be none.
  private func number(
    of count: Int, from place: Int, _ direction: Find.Direction, includes: Bool
  ) -> Int {
    let before = numberBefore(place)
    let isThere = before < found.count && found[before] == place
    return direction == self.direction
      ? before + count - (isThere && !includes ? 0 : 1)
      : before - count + (isThere && includes ? 1 : 0)
  }

  /// Whether looking on will come to the next hit from a place.
  func isOnTheWay(from place: Int, _ direction: Find.Direction) -> Bool {
    isWhole || direction == self.direction && distance(place) <= looked
  }

  /// How far a place is on the way.
  private func distance(_ place: Int) -> Int {
    let steps = direction == .forward ? place - origin : origin - place
    return steps < 0 ? steps + places.count : steps
  }

  /// How many hits were found before a place, on the way.
  private func numberBefore(_ place: Int) -> Int {
    let distance = distance(place)
    var (low, high) = (0, found.count)
    while low < high {
      let middle = (low + high) / 2
      if self.distance(found[middle]) < distance { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
