/// The members of a JSON object, in the order they were given.
///
/// Keys are unique: of a repeated one the last value holds, in the first one's place. Two objects are
/// equal when they hold the same members in whatever order.
public struct JSONObject: Sendable {
  private var members: [Element] = []
  /// Where each key stands, once there are too many to look through.
  private var places: [String: Int]?

  /// The number of members up to which a key is found by looking through all.
  private static let linearLimit = 16

  /// An object without members.
  public init() {}

  /// Makes an object of members in order; the last of a repeated key holds.
  public init(_ members: some Sequence<(key: String, value: JSONValue)>) {
    for (key, value) in members { self[key] = value }
  }

  /// Makes room for members to come.
  public mutating func reserveCapacity(_ count: Int) {
    members.reserveCapacity(count)
  }

  /// The keys in order.
  public var keys: some Sequence<String> { members.lazy.map(\.key) }

  /// The value of a member; set, it keeps its place or comes last, and nil removes it.
  public subscript(key: String) -> JSONValue? {
    get { place(of: key).map { members[$0].value } }
    set {
      switch (place(of: key), newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): remove(at: place)
      case (nil, let value?): append(key, value)
      case (nil, nil): break
      }
    }
  }

  /// Changes a member's value where it stands, without copying it; answers whether there was one.
  mutating func update(_ key: String, _ change: (inout JSONValue) -> Void) -> Bool {
    guard let place = place(of: key) else { return false }
    change(&members[place].value)
    return true
  }

  private func place(of key: String) -> Int? {
    if let places { return places[key] }
    return members.firstIndex { $0.key == key }
  }

  private mutating func append(_ key: String, _ value: JSONValue) {
    places?[key] = members.count
    members.append((key, value))
    if places == nil, members.count > Self.linearLimit {
      places = Dictionary(
        uniqueKeysWithValues: members.enumerated().map { ($1.key, $0) })
    }
  }

  private mutating func remove(at place: Int) {
    places?[members[place].key] = nil
    members.remove(at: place)
    guard places != nil else { return }
    for moved in place..<members.count { places?[members[moved].key] = moved }
  }
}

extension JSONObject: RandomAccessCollection {
  /// A key and its value.
  public typealias Element = (key: String, value: JSONValue)

  /// 0.
  public var startIndex: Int { 0 }
  /// The number of members.
  public var endIndex: Int { members.count }
  /// The member at a place.
  public subscript(position: Int) -> Element { members[position] }
}

extension JSONObject: Hashable {
  /// Whether both hold the same members, in whatever order.
  public static func == (a: JSONObject, b: JSONObject) -> Bool {
    guard a.members.count == b.members.count else { return false }
    for (place, member) in a.members.enumerated() {
      // Most often both are in the same order.
      let other = b.members[place].key == member.key ? b.members[place].value : b[member.key]
      guard let other, other == member.value else { return false }
    }
    return true
  }

  /// Hashes the keys; values are left to equality, as their order must not count.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(members.count)
    var sum = 0
    for member in members { sum ^= member.key.hashValue }
    hasher.combine(sum)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral, CustomStringConvertible {
  /// Makes an object of members in order; the last of a repeated key holds.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    for (key, value) in elements { self[key] = value }
  }

  /// The object as JSON on one line.
  public var description: String { JSONValue.object(self).text() }
}
