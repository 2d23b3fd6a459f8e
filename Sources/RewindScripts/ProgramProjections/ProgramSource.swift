internal import Rewind

/// The events that a projection's program says it is made from, as `from` of its greeting; without it, all.
///
///     {"hello":{"version":"1","from":{"category":"account","types":["MoneyDeposited"]}}}
struct ProgramSource {
  private let categories: Set<String>
  private let streams: Set<StreamName>
  /// Nil for all.
  private let types: Set<String>?

  private static let members = ["category", "streams", "types", "all"]

  /// - Throws: what is wrong with the greeting.
  init(greeting: JSONText) throws(MalformedSource) {
    guard let from = greeting["from"], !from.isNull else {
      (categories, streams, types) = ([], [], nil)
      return
    }
    guard case .object(let object) = from.value else {
      throw MalformedSource(description: "a from that is no object")
    }
    if let odd = object.keys.first(where: { !Self.members.contains($0) }) {
      throw MalformedSource(
        description:
          "a from with \"\(odd)\", which has none but \(Self.members.joined(separator: ", "))")
    }
    categories = Set(try Self.names("category", of: object) ?? [])
    streams = Set((try Self.names("streams", of: object) ?? []).map { StreamName($0) })
    types = try Self.names("types", of: object).map(Set.init)
  }

  private static func names(
    _ member: String, of from: JSONObject
  ) throws(MalformedSource) -> [String]? {
    let names: [String?]
    switch from[member] {
    case nil, .null?: return nil
    case .array(let list)?: names = list.map(\.string)
    case let name?: names = [name.string]
    }
    guard !names.isEmpty, !names.contains(nil) else {
      throw MalformedSource(
        description: "a from of which \"\(member)\" is no name and no list of them")
    }
    return names.compactMap(\.self)
  }

  /// Why an event is not of it; nil where it is.
  ///
  /// - Parameter category: that of the event's stream.
  func refusal(of event: EventRecord, ofCategory category: String) -> PassedReason? {
    let isAll = categories.isEmpty && streams.isEmpty
    guard isAll || categories.contains(category) || streams.contains(event.stream) else {
      return .otherSource
    }
    return types?.contains(event.type) == false ? .otherType : nil
  }
}

extension ProgramProcess {
  /// What its greeting says of the events that it is about.
  ///
  /// - Throws: ``ProgramError`` where it says what is none; the program is killed then.
  func source() throws(ProgramError) -> ProgramSource {
    let greeting = greeting ?? "null"
    do throws(MalformedSource) {
      return try ProgramSource(greeting: greeting)
    } catch {
      throw refused(error.description, line: greeting)
    }
  }
}

/// What is wrong with the source that a program says it has.
struct MalformedSource: Error {
  let description: String
}
