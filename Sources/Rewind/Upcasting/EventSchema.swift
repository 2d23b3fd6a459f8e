/// What an upcaster changes of an event: its type and its data.
public struct EventSchema: Hashable, Sendable {
  /// What happened.
  public var type: String
  /// The facts.
  public var data: JSONValue

  /// Describes an event.
  public init(type: String, data: JSONValue) {
    self.type = type
    self.data = data
  }

  /// Gives a field to data that are an object and have none of that name.
  public mutating func add(_ name: String, _ value: JSONValue) {
    change { if $0[name] == nil { $0[name] = value } }
  }

  /// Gives a field another name, and the last place; a field that is not there stays so.
  public mutating func rename(_ old: String, to new: String) {
    change { object in
      guard let value = object[old] else { return }
      object[old] = nil
      object[new] = value
    }
  }

  /// Takes a field away.
  public mutating func remove(_ name: String) {
    change { $0[name] = nil }
  }

  private mutating func change(_ body: (inout JSONObject) -> Void) {
    guard case .object(var object) = data else { return }
    body(&object)
    data = .object(object)
  }
}
