/// What an index on disk keeps in its manifest: all that is not a number for each line or each stream.
struct IndexFacts: Hashable, Sendable {
  /// A category, or a type, in the order of their numbers.
  struct Category: Hashable, Sendable {
    var name: [UInt8]
    var streamCount: Int
    var eventCount: Int
  }

  struct EventType: Hashable, Sendable {
    var name: [UInt8]
    var eventCount: Int
  }

  var categories: [Category] = []
  var types: [EventType] = []
  var fileRuns: [FileRuns.Start] = []
  var damage: [Damage] = []
  var movedAside: [Int] = []
  var highestPosition = 0
  var disorder: Int?
  var positionsFall = false
  var eventsOutOfOrder = 0
  var unreadCount = 0
  var lastTime = Int64.unknown
  var timesFall = false
}

extension IndexFacts {
  init(_ index: LogIndex) {
    let streams = index.streams
    categories = streams.categoryCounts.enumerated().map { number, counts in
      Category(
        name: streams.categoryNames.bytes(of: number), streamCount: counts.streams,
        eventCount: counts.events)
    }
    types = index.types.counts.enumerated().map { number, count in
      EventType(name: index.types.names.bytes(of: number), eventCount: count)
    }
    fileRuns = index.fileRunStarts
    (damage, movedAside) = (index.damage, index.movedAside)
    (highestPosition, disorder) = (index.highestPosition, index.disorder)
    (positionsFall, eventsOutOfOrder) = (index.positionsFall, index.eventsOutOfOrder)
    unreadCount = index.unreadCount
    (lastTime, timesFall) = (streams.lastTime, streams.timesFall)
  }
}
