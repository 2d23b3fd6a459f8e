import TestSupport
import Testing

@testable import Rewind

@Suite("A store whose disk fails")
struct EventStoreFaultTests {
  /// How the appends come.
  enum Manner: CaseIterable {
    case oneByOne, inGroups
  }

  @Test(
    "loses nothing acknowledged and shows nothing half-written, whichever call fails",
    arguments: FaultyLogStorage.Fault.allCases, Manner.allCases)
  func everyCall(fault: FaultyLogStorage.Fault, manner: Manner) async throws {
    var number = 0
    while true {
      number += 1
      let storage = FaultyLogStorage(fault, at: number)
      let acknowledged = try await append(to: storage, manner)
      guard storage.hasFailed else { break }
      for remains in FaultyLogStorage.Remains.allCases {
        try await check(storage.disk(remains), acknowledged, "\(fault) at \(number), \(remains)")
      }
    }
    #expect(number > 15)
  }

  @Test(
    "loses nothing while it moves a torn tail aside, whichever call fails",
    arguments: FaultyLogStorage.Fault.allCases, FaultyLogStorage.Remains.allCases)
  func everyCallOfRecovery(
    fault: FaultyLogStorage.Fault, remains: FaultyLogStorage.Remains
  ) async throws {
    let before = FaultyLogStorage(.fails, at: 0)
    let acknowledged = try await append(to: before, .oneByOne)
    var files = before.disk(.all)
    let last = try #require(files.keys.filter { $0.hasSuffix(".jsonl") }.max())
    let tail = Array("{\"position\":17,\"stream_id\":\"counter-".utf8)
    files[last]? += tail
    var number = 0
    while true {
      number += 1
      let storage = FaultyLogStorage(fault, at: number, files: files)
      let event = NewEvent(type: "Appended", data: "null")
      let store = FileEventStore(storage: storage, name: "bank")
      let isAcknowledged = (try? await store.append([event], to: "counter-0")) != nil
      guard storage.hasFailed else { break }
      let disk = storage.disk(remains)
      #expect(
        disk.contains { $0.key.hasPrefix("torn-") && $0.value == tail }
          || disk[last]?.suffix(tail.count) == tail[...],
        "\(fault) at \(number), \(remains): the torn bytes are gone")
      try await check(
        disk, acknowledged + (isAcknowledged ? [event.id.description] : []),
        "\(fault) at \(number), \(remains)")
    }
    #expect(number > 3)
  }

  // MARK: What is appended

  /// Appends of one to three events to two streams, over tiny segments; the ids of those acknowledged.
  private func append(to storage: any LogStorage, _ manner: Manner) async throws -> [String] {
    let store = FileEventStore(
      storage: storage, name: "bank", settings: StoreSettings(segmentSize: 700))
    let requests = (0..<16).map { number in
      StreamAppend(
        (0...number % 3).map { part in
          NewEvent(type: "Counted", data: .init(unchecked: Array("[\(number),\(part)]".utf8)[...]))
        }, to: StreamName("counter-\(number % 2)"))
    }
    var waiting = requests
    var acknowledged: [String] = []
    while !waiting.isEmpty {
      let group = Array(waiting.prefix(manner == .inGroups ? 5 : 1))
      let decisions = await store.writer.commit(group)
      var later: [StreamAppend] = []
      for (request, decision) in zip(group, decisions) {
        switch decision {
        case .appended: acknowledged += request.events.map { $0.id.description }
        case .refused: break
        case .deferred: later.append(request)
        }
      }
      waiting = later + waiting.dropFirst(group.count)
    }
    return acknowledged
  }

  // MARK: What is left

  private func check(
    _ disk: [String: [UInt8]], _ acknowledged: [String], _ situation: String
  ) async throws {
    let storage = FaultyLogStorage(.fails, at: 0, files: disk)
    let store = FileEventStore(storage: storage, name: "bank")
    do {
      try await store.append([NewEvent(type: "Reopened", data: "null")], to: "counter-0")
    } catch {
      Issue.record("\(situation): the store cannot be appended to: \(error)")
      return
    }
    let index = store.log.index
    let events = try store.log.events(at: Array(1...index.eventCount)).compactMap(\.record)
    #expect(events.count == index.eventCount, "\(situation): a damaged line is left")
    #expect(
      Set(acknowledged).isSubset(of: events.compactMap(\.id)), "\(situation): an event is lost")
    #expect(events.allSatisfy { $0.loggedPosition == nil }, "\(situation): positions have gaps")
    #expect(events.allSatisfy { $0.loggedVersion == nil }, "\(situation): versions have gaps")
    for event in events where event.type == "Counted" {
      guard case .array(let numbers) = event.data.value, case .number(let first) = numbers[0] else {
        Issue.record("\(situation): data was changed")
        return
      }
      let parts = events.filter { $0.data.description.hasPrefix("[\(first.text),") }.count
      #expect(parts == (first.int ?? 0) % 3 + 1, "\(situation): part of an append is visible")
    }
  }
}
