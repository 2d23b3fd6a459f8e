import Rewind
import TextUI

/// What a value on screen leads to.
enum Link: Hashable, Sendable {
  /// A stream, at its last version.
  case stream(StreamID)
  /// The event at a position.
  case event(at: Int)
  /// The event that has an id; where none has, those that carry or mention it.
  case id(String)
  /// The events that carry an id: those of one correlation, or what one event caused.
  case carriers(String)
}

extension EventRoom {
  /// What a row of the Event panel leads to; nil where it is a value and no more.
  func link(ofEventRow path: JSONPath, in shell: Shell) -> Link? {
    guard let value = eventValue(at: path, in: shell), let text = value.linkText else { return nil }
    switch path {
    case EventTree.id: return .carriers(text)
    case EventTree.metadata.appending("correlation_id"): return .carriers(text)
    case EventTree.metadata.appending("causation_id"): return .id(text)
    default: return shell.link(of: value, at: path, besides: stream)
    }
  }

  /// Goes where a link leads.
  func follow(_ link: Link, in shell: inout Shell) -> [Effect] {
    guard case .id(let id) = link else {
      shell.follow(link)
      return []
    }
    let range = EventRange(stream: nil, places: 1...max(1, shell.index.eventCount))
    shell.followsLink = true
    return [shell.ask(.find(Find(sought: .id(id), range: range, direction: .forward, count: 1)))]
  }
}

extension Shell {
  /// What a value leads to: the stream that it is the name of, or with its key's the end of the name, or the event
  /// whose id it looks like.
  func link(of value: JSONValue, at path: JSONPath, besides stream: StreamID?) -> Link? {
    guard let text = value.linkText else { return nil }
    var names: [String] = []
    // A number by itself is a stream's name only where its key says so.
    if case .string = value { names.append(text) }
    names += path.namedCategories.flatMap { ["\($0)-\(text)", "\($0)/\(text)"] }
    for name in names {
      if let id = index.streamID(named: name), id != stream { return .stream(id) }
    }
    if case .string = value, IDText.isID(text) { return .id(text) }
    return nil
  }

  /// Goes where a link leads, and remembers from where.
  mutating func follow(_ link: Link) {
    followsLink = true
    switch link {
    case .stream(let id): go(to: .stream(id, version: nil))
    case .event(let position): go(toEventAt: position)
    case .carriers(let id): go(to: .events(.carrying(id)))
    case .id: break
    }
  }
}

extension JSONValue {
  /// The longest text that may be an id or a name.
  private static var longestLink: Int { 512 }

  /// The text that may lead somewhere; nil for what cannot.
  fileprivate var linkText: String? {
    switch self {
    case .string(let text) where !text.isEmpty && text.utf8.count <= Self.longestLink: text
    case .number(let number): number.text
    default: nil
    }
  }
}

extension JSONPath {
  /// The categories that a key may name: `order_id` and `orderId` an order's.
  fileprivate var namedCategories: [String] {
    guard case .key(let key)? = components.last else { return [] }
    for suffix in ["_id", "Id", "ID"] where key.hasSuffix(suffix) && key.count > suffix.count {
      let name = String(key.dropLast(suffix.count))
      return Array(Set([name, name.lowercased()])).sorted()
    }
    return []
  }
}
