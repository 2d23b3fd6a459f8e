/// The members of a JSON object, in the order they were given.
///
/// Keys are unique, by their bytes in UTF-8: of a repeated one the last value holds, in the first one's
/// place. Two objects are equal when they hold the same members in whatever order.
public struct JSONObject: Sendable {
  private var members: [Element] = []
  /// Where each key stands, once there are too many to look through.
  private var places: [KeyBytes: Int]?

  /// The number of members up to which a key is found by looking through all.
  private static let linearLimit = 16

  /// An object without members.
  public init() {}

  /// Makes an object of members in order; the last of a repeated key holds.
  public init(_ members: some Sequence<(key: String, value: JSONValue)>) {
    for (key, value) in members { set(value, for: key) }
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
      if let newValue {
        set(newValue, for: key)
      } else if let place = place(of: key) {
        remove(at: place)
      }
    }
  }

  /// Sets a member's value; it keeps its place or comes last.
  mutating func set(_ value: consuming JSONValue, for key: String) {
    if let place = place(of: key) {
      members[place].value = value
    } else {
      append(key, value)
    }
  }

  /// Where a key stands; nil where it does not.
  func place(of key: String) -> Int? {
    if let places { return places[KeyBytes(key)] }
    let key = KeyBytes(key)
    for place in 0..<members.count where KeyBytes(members[place].key) == key { return place }
    return nil
  }

  /// A member's value, looked for first where it is likely to be.
  func value(of key: String, likelyAt place: Int) -> JSONValue? {
    if place < members.count, KeyBytes(members[place].key) == KeyBytes(key) {
      return members[place].value
    }
    return self[key]
  }

  /// Sets the value of the member at a place.
  mutating func setValue(_ value: JSONValue, at place: Int) {
    members[place].value = value
  }

  /// Takes out the object at a place, to be changed without a copy and set again; nil, and nothing
  /// done, where the value is no object.
  mutating func takeObject(at place: Int) -> JSONObject? {
    guard case .object(let object) = members[place].value else { return nil }
    members[place].value = .null
    return object
  }

  /// Whether both are copies of one another, and so equal, without looking into them.
  func sharesMembers(with other: JSONObject) -> Bool {
    members.withUnsafeBufferPointer { members in
      other.members.withUnsafeBufferPointer { members.baseAddress == $0.baseAddress }
    }
  }

  private mutating func append(_ key: String, _ value: JSONValue) {
    places?[KeyBytes(key)] = members.count
    members.append((key, value))
    if places == nil, members.count > Self.linearLimit {
      places = Dictionary(
        uniqueKeysWithValues: members.enumerated().map { (KeyBytes($1.key), $0) })
    }
  }

  private mutating func remove(at place: Int) {
    places?[KeyBytes(members[place].key)] = nil
    members.remove(at: place)
    guard places != nil else { return }
    for moved in place..<members.count {
      places?[KeyBytes(members[moved].key)] = moved
    }
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
    JSONValue.object(a) == JSONValue.object(b)
  }

  /// Hashes the keys; values are left to equality, as their order must not count.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(members.count)
    var sum = 0
    for member in members { sum ^= KeyBytes(member.key).hashValue }
    hasher.combine(sum)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral, CustomStringConvertible {
  /// Makes an object of members in order; the last of a repeated key holds.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    for (key, value) in elements { set(value, for: key) }
  }

  /// The object as JSON on one line.
  public var description: String { JSONValue.object(self).text() }
}

/// A key compared by its bytes: strings that Unicode calls equivalent are different keys.
private struct KeyBytes: Hashable {
  private let key: String

  init(_ key: String) { self.key = key }

  static func == (a: KeyBytes, b: KeyBytes) -> Bool {
    a.key.hasBytes(of: b.key)
  }

  func hash(into hasher: inout Hasher) {
    var key = key
    key.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
