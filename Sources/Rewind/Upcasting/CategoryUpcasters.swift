/// Upcasters that lie outside the program, each for the events of a category, such as scripts beside the log.
///
/// Where a category has one, it takes the place of the program's own upcasters for the category's events. The
/// category is the one that the log gives the stream, and without a log that of its name:
/// ``StreamName/category``.
public protocol CategoryUpcasters: Sendable {
  /// A text that tells them from others; it changes with their code.
  var fingerprint: String { get }

  /// Whether there are none at the moment, so that every event stays as it is stored.
  var isEmpty: Bool { get }

  /// Whether events of a type, of any category, may become others.
  func lifts(_ type: String) -> Bool

  /// Whether events of a category may become others.
  func lifts(category: String) -> Bool

  /// Lifts events of a category, all at once, since a call to another process costs more than an event.
  ///
  /// - Returns: for each what it becomes: one event, several, none; nil where it stays as it is stored.
  /// - Throws: where what lifts the category cannot run at all, and why: no event is told of then.
  func lift(
    _ events: [EventRecord], ofCategory category: String
  ) throws -> [Result<[EventSchema]?, UpcastError>]
}

extension Upcasters {
  /// The same upcasters, and before them those outside the program.
  public func with(_ outside: any CategoryUpcasters) -> Upcasters {
    var all = self
    all.outside = outside
    return all
  }

  /// The same upcasters, where a log groups streams into categories in its own way.
  func grouping(by category: @escaping @Sendable (StreamName) -> String) -> Upcasters {
    guard outside != nil else { return self }
    var all = self
    all.categories = category
    return all
  }

  /// The category of a stream, whose upcaster is asked.
  func category(of stream: StreamName) -> String { categories?(stream) ?? stream.category }

  /// The events that each of several stored ones is lifted to.
  ///
  /// What ``lifted(_:)`` says of each; those outside the program are asked once for all of a category.
  ///
  /// - Throws: where those outside the program cannot run at all, and why.
  public func lifted(_ events: [EventRecord]) throws -> [Result<[EventRecord], UpcastError>] {
    var results: [Result<[EventRecord], UpcastError>?] = Array(repeating: nil, count: events.count)
    if let outside, !outside.isEmpty {
      let streams = Set(events.map(\.stream))
      let categories = Dictionary(uniqueKeysWithValues: streams.map { ($0, category(of: $0)) })
      let places = Dictionary(grouping: events.indices) { categories[events[$0].stream] ?? "" }
      for (category, places) in places where outside.lifts(category: category) {
        let lifted = try outside.lift(places.map { events[$0] }, ofCategory: category)
        for (place, result) in zip(places, lifted) {
          results[place] = result.map { Self.records(of: events[place], $0) }
        }
      }
    }
    return events.indices.map { place in
      if let result = results[place] { return result }
      do throws(UpcastError) {
        return .success(try ownUpcast(events[place])?.parts ?? [events[place]])
      } catch {
        return .failure(error)
      }
    }
  }

  /// What an upcaster outside the program lifts an event to; nil where none is for its category.
  func outsideUpcast(_ event: EventRecord) throws -> Upcast?? {
    guard let outside, !outside.isEmpty else { return nil }
    let category = category(of: event.stream)
    guard outside.lifts(category: category),
      let result = try outside.lift([event], ofCategory: category).first
    else { return nil }
    return .some(
      try result.get().map { schemas in
        Upcast(
          storedVersion: event.schemaVersion, version: event.schemaVersion + 1,
          parts: Self.records(of: event, schemas))
      })
  }

  private static func records(of event: EventRecord, _ schemas: [EventSchema]?) -> [EventRecord] {
    guard let schemas else { return [event] }
    return schemas.enumerated().map {
      EventRecord(event, lifted: $1, part: $0 + 1, of: schemas.count)
    }
  }
}
