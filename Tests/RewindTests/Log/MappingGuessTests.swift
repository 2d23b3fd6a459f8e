import Foundation
import TestSupport
import Testing

@testable import Rewind

@Suite("The guess at a mapping")
struct MappingGuessTests {
  /// The arguments of the guess at lines that a maker makes of numbers from 0.
  private func guess(_ count: Int = 40, _ line: (Int) -> String) throws -> [String] {
    let sample = LogSample(try (0..<count).map { try JSONText(line($0)) }, file: "log.jsonl")
    let facts = SampleFacts(sample)
    let guess = EnvelopeMapping.known(for: facts) ?? MappingGuess.mapping(of: facts)
    #expect(try EnvelopeMapping(arguments: guess.arguments).sources == guess.sources)
    return guess.arguments
  }

  private static func time(_ number: Int) -> String {
    "2026-01-\(10 + number / 24)T\(10 + number % 24 / 2):00:00Z"
  }

  @Test("finds fields by what their values do, whatever they are called")
  func byValues() throws {
    let kinds = ["Placed", "Paid", "Sent"]
    expectNoDifference(
      try guess {
        #"{"_type":"\#(kinds[$0 % 3])","order_id":"o\#($0 % 7)","recordedAt":"\#(Self.time($0))","n":1}"#
      }, ["stream=order_id", "type=_type", "timestamp=recordedAt", "data=rest"])
    expectNoDifference(
      try guess {
        #"{"issue_id":\#($0 % 7),"Event":"\#(kinds[$0 % 3])","ts_ms":\#(1_767_323_045_250 + $0),"x":{"a":1}}"#
      }, ["stream=issue_id", "type=Event", "timestamp=ts_ms", "data=rest"])
    expectNoDifference(
      try guess {
        #"{"op":"\#(kinds[$0 % 3])","repo":{"name":"r\#($0 % 4)"},"actor":"a\#($0 % 5)","at":"\#(Self.time($0))"}"#
      }, ["stream=repo.name", "type=op", "timestamp=at", "data=rest"])
    expectNoDifference(
      try guess {
        #"{"lvl":"\#(["info", "warn"][$0 % 2])","session":"s\#($0 % 4)","msg":"it is number \#($0) of many"}"#
      }, ["stream=session", "type=lvl", "data=rest"])
  }

  @Test("finds a version by its counting up within a stream")
  func version() throws {
    expectNoDifference(
      try guess {
        #"{"thing":"t\#($0 % 4)","what":"\#(["A", "B"][$0 / 4 % 2])","k":\#($0 / 4),"total":\#($0)}"#
      }, ["stream=thing", "type=what", "version=k", "data=rest"])
  }

  @Test("finds a stream of so many that the sample hardly has one twice", arguments: [39, 40])
  func manyStreams(streams: Int) throws {
    expectNoDifference(
      try guess {
        #"{"eventId":"e\#($0)","cart_id":"c\#($0 % streams)","what":"\#(["A", "B"][$0 % 2])"}"#
      }, ["stream=cart_id", "type=what", "id=eventId", "data=rest"])
  }

  @Test("takes a log for no system of which only two columns are there")
  func lookalikes() throws {
    expectNoDifference(
      try guess(1) { _ in #"{"stream_id":"a","type":"X","amount":5,"at":"2026-01-01T00:00:00Z"}"# },
      ["stream=stream_id", "type=type", "timestamp=at", "data=rest"])
    expectNoDifference(
      try guess(1) { _ in #"{"streamId":"a","eventType":"X","payload":{"n":1}}"# },
      ["stream=streamId", "type=eventType", "data=payload"])
  }

  @Test("knows events of Kubernetes by what they are about, also in what a watch prints")
  func kubernetes() throws {
    func event(_ number: Int, _ thing: String) -> String {
      #"{"kind":"Event","metadata":{"name":"e\#(number)","uid":"u\#(number)"},"reason":"Started","type":"Normal","#
        + #""\#(thing)":{"kind":"Pod","namespace":"shop","name":"web-\#(number % 7)"},"eventTime":"\#(Self.time(number))"}"#
    }
    func mapping(_ place: String, _ thing: String, data: String) -> [String] {
      let about = place + thing
      return [
        "stream=\(about).kind+=/+\(about).name", "tenant=\(about).namespace",
        "category=\(about).kind", "type=\(place)reason",
        "timestamp=\(place)lastTimestamp,\(place)deprecatedLastTimestamp,\(place)eventTime,"
          + "\(place)metadata.creationTimestamp", "id=\(place)metadata.uid", "data=\(data)",
      ]
    }
    for thing in ["involvedObject", "regarding"] {
      expectNoDifference(try guess { event($0, thing) }, mapping("", thing, data: "rest"))
      expectNoDifference(
        try guess { #"{"type":"ADDED","object":\#(event($0, thing))}"# },
        mapping("object.", thing, data: "rest object"))
    }
  }

  @Test("knows calls of Segment, whose stream is the person")
  func segment() throws {
    expectNoDifference(
      try guess {
        let call =
          $0 % 3 == 0
          ? #""type":"identify","traits":{"plan":"pro"}"#
          : #""type":"track","event":"Order Completed","properties":{"total":1}"#
        return
          #"{\#(call),"messageId":"m\#($0)","userId":"u\#($0 % 7)","timestamp":"\#(Self.time($0))","context":{}}"#
      },
      [
        "stream=userId,anonymousId", "type=event,type", "timestamp=timestamp", "id=messageId",
        "data=properties,traits", "metadata=rest",
      ])
  }

  @Test("knows spans of OpenTelemetry")
  func spans() throws {
    expectNoDifference(
      try guess {
        #"{"traceId":"t\#($0 % 7)","spanId":"s\#($0)","parentSpanId":"","name":"GET /","startTimeUnixNano":"17673230452501234\#(10 + $0)"}"#
      },
      [
        "stream=traceId", "type=name", "timestamp=startTimeUnixNano", "id=spanId", "data=rest",
        "causation=parentSpanId",
      ])
  }

  @Test("has the file for a stream and one type where no field is either")
  func nothing() throws {
    expectNoDifference(
      try guess { #"{"n":\#($0 * $0),"note":"the \#($0)th note of all of them"}"# },
      ["stream=@file", "type==event", "data=rest"])
  }

  @Test("takes for a type what is written as something that happens, not what things have")
  func happenings() throws {
    let scans = ["PICKED_UP", "IN_TRANSIT", "DELIVERED"]
    expectNoDifference(
      try guess {
        #"{"courier":"\#(["DHL", "UPS"][$0 % 2])","trackingNumber":"1Z\#($0 % 7)","scan":"\#(scans[$0 % 3])","t":\#(1_767_323_045 + $0)}"#
      }, ["stream=trackingNumber", "type=scan", "timestamp=t", "data=rest"])
    expectNoDifference(
      try guess {
        #"{"topic":"home/room\#($0 % 3)","payload":"{\"v\":\#($0)}"}"#
      }, ["stream=topic", "type==event", "data=payload"])
  }

  @Test("takes for a stream what names a thing, not what the thing has")
  func things() throws {
    expectNoDifference(
      try guess {
        #"{"order":{"color":"c\#($0 % 3)","id":"o\#($0 % 7)"},"event":"\#(["A", "B"][$0 % 2])"}"#
      }, ["stream=order.id", "type=event", "data=rest"])
    expectNoDifference(
      try guess {
        #"{"evt":"\#(["PICK", "PACK"][$0 % 2])","qty":\#($0 * 7 % 5),"shelf":"A\#($0 % 9)"}"#
      }, ["stream=shelf", "type=evt", "data=rest"])
    expectNoDifference(
      try guess {
        #"{"action":"\#(["create", "update"][$0 % 2])","type":"Issue","data":{"id":"i\#($0 % 7)"}}"#
      }, ["stream=data.id", "type=action", "data=data", "metadata=rest"])
  }

  @Test("takes numbers called id for a stream where they come again, not where they count")
  func numbers() throws {
    func line(_ id: Int, _ number: Int) -> String {
      #"{"id":\#(id),"event":"\#(["Paid", "Sent"][number % 2])","sum":\#(number)}"#
    }
    expectNoDifference(
      try guess { line(100 + $0 * 5 % 7, $0) }, ["stream=id", "type=event", "data=rest"])
    expectNoDifference(
      try guess { line($0 + 1, $0) }, ["stream=@file", "type=event", "id=id", "data=rest"])
    // Counted from 1 again by another run, and one number twice.
    expectNoDifference(
      try guess { line($0 % 20 + 1, $0) }, ["stream=@file", "type=event", "data=rest"])
    expectNoDifference(
      try guess { line(max(1, $0), $0) }, ["stream=@file", "type=event", "data=rest"])
  }

  @Test("takes who did it for the stream where nothing else is one")
  func people() throws {
    func line(_ number: Int, _ more: String) -> String {
      #"{"action":"\#(["login", "logout"][number % 2])","actor":{"user":{"id":"W\#(number % 5)"}}\#(more)}"#
    }
    expectNoDifference(
      try guess { line($0, "") }, ["stream=actor.user.id", "type=action", "data=rest"])
    expectNoDifference(
      try guess { line($0, #","order_id":"o\#($0 % 7)""#) },
      ["stream=order_id", "type=action", "data=rest"])
  }

  @Test("parts things of several kinds that have the same ids, where the kind stands beside the id")
  func kinds() throws {
    func line(_ kind: String, _ number: Int) -> String {
      #"{"item_type":"\#(kind)","item_id":\#(number * 5 % 7),"event":"\#(["create", "update"][number % 2])"}"#
    }
    expectNoDifference(
      try guess { line(["Order", "User"][$0 / 7 % 2], $0) },
      ["stream=item_type+=-+item_id", "type=event", "data=rest"])
    expectNoDifference(
      try guess { line(["Order", "User"][$0 * 5 % 7 % 2], $0) },
      ["stream=item_id", "type=event", "data=rest"])
  }

  @Test(
    "takes numbers for a type where they are called one, and what is alone in an array for a stream"
  )
  func numberedTypes() throws {
    expectNoDifference(
      try guess {
        #"{"EventType":\#($0 % 3),"header":{"recordIds":["r\#($0 % 5)"]},"event_date":"20260102","event_timestamp":"17673230452\#(10 + $0)000"}"#
      },
      [
        "stream=header.recordIds[0]", "type=EventType", "timestamp=event_timestamp", "data=rest",
      ])
  }

  @Test("takes the time of what happened, not that at which the thing was made")
  func timesOfThings() throws {
    expectNoDifference(
      try guess {
        #"{"action":"\#(["opened", "closed"][$0 % 2])","issue":{"id":\#($0 * 5 % 7),"created_at":"\#(Self.time($0 * 5 % 7))","updated_at":"\#(Self.time($0))"}}"#
      }, ["stream=issue.id", "type=action", "timestamp=issue.updated_at", "data=rest"])
  }

  @Test("takes what is done for a type though it is written as a path, and finds data in base64")
  func commands() throws {
    expectNoDifference(
      try guess {
        #"{"topic":"orders/\#(["create", "paid"][$0 % 2])","payload":{"id":\#(820_982_911_946_154_500 + $0 * 5 % 7),"name":"+\#($0 * 5 % 7)"}}"#
      }, ["stream=payload.id", "type=topic", "data=payload"])
    // {"n":1}
    expectNoDifference(
      try guess {
        #"{"cart_id":"c\#($0 % 7)","kind":"\#(["A", "B"][$0 % 2])","data":"eyJuIjoxfQ=="}"#
      }, ["stream=cart_id", "type=kind", "data=base64 data"])
  }

  @Test("takes what names in base64 stand for")
  func encodedNames() throws {
    func encoded(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
    let found = try guess { number in
      let key = encoded("order-\(number % 7)")
      let value = encoded(#"{"kind":"\#(number % 2 == 0 ? "Placed" : "Paid")","n":\#(number)}"#)
      return #"{"key":"\#(key)","value":"\#(value)","offset":\#(number)}"#
    }
    #expect(found.contains("stream=base64 key") && found.contains("type=value.kind"))
    #expect(found.contains("data=base64 value"))
  }

  @Test("tells nothing of an object twice that has more than one role")
  func sharedObjects() throws {
    expectNoDifference(
      try guess {
        #"{"meta":{"aggregate_id":"a\#($0 % 5)","event":"\#(["Paid", "Sent"][$0 % 2])","tenant":"t1","by":"x y"},"body":{"n":1}}"#
      },
      [
        "stream=meta.aggregate_id", "tenant=meta.tenant", "type=meta.event", "data=body",
        "metadata=rest meta",
      ])
  }

  @Test("finds the type of a short log by what it is called or by its coming again")
  func shortLogs() throws {
    let doors = ["opened", "closed", "opened", "locked", "opened"]
    expectNoDifference(
      try guess(5) { #"{"ev":"\#(doors[$0])","door":"\#(["a", "b"][$0 % 2])"}"# },
      ["stream=@file", "type=ev", "data=rest"])
    expectNoDifference(
      try guess(5) { #"{"what_was":"\#(doors[$0])","n":\#($0)}"# },
      ["stream=@file", "type=what_was", "data=rest"])
    let states = [
      "new", "paid", "packed", "sent", "lost", "found", "sent", "delivered", "returned", "refunded",
    ]
    for orders in [1, 3, 10] {
      let arguments = try guess(10) {
        #"{"order":"o-\#($0 % orders)","status":"\#(states[$0])"}"#
      }
      #expect(arguments.contains("type=status"), "\(arguments)")
    }
  }

  @Test("takes what is called a type where it is the same in all lines", arguments: [8, 40])
  func onlyType(count: Int) throws {
    expectNoDifference(
      try guess(count) { #"{"eventName":"RunInstances","order_id":"o-\#($0)","total":\#($0)}"# },
      ["stream=order_id", "type=eventName", "data=rest"])
    #expect(
      try guess(count) { #"{"status":"new","order_id":"o-\#($0)","total":\#($0)}"# }
        .contains("type==event"))
  }

  @Test("finds a version that goes back in the log where none is missing")
  func versionsOutOfOrder() throws {
    func line(_ version: Int) -> String { #"{"stream":"a","type":"T","version":\#(version)}"# }
    expectNoDifference(
      try guess(3) { line([2, 1, 3][$0]) },
      ["stream=stream", "type=type", "version=version", "data=rest"])
    expectNoDifference(
      try guess(3) { line([2, 1, 4][$0]) }, ["stream=stream", "type=type", "data=rest"])
  }

  @Test("never has an object or a field that is seldom there for a name")
  func noNames() throws {
    let arguments = try guess {
      $0 % 4 == 0
        ? #"{"type":{"name":"x"},"stream":["a"],"kind":"k\#($0 % 3)","id":"i\#($0)"}"#
        : #"{"type":{"name":"y"},"stream":["b"],"id":"i\#($0)"}"#
    }
    #expect(!arguments.contains("type=type") && !arguments.contains("type=kind"))
    #expect(!arguments.contains("stream=stream"))
  }

  @Test(
    "never gives a key to two roles", arguments: ForeignLogOracle.systems + ForeignLogOracle.others)
  func noKeyTwice(oracle: ForeignLogOracle) throws {
    guard let path = oracle.path, path.hasSuffix("jsonl") else { return }
    let files = ReadOnlyFiles { [path] }
    let sample = try LogSample(files, try files.list())
    let guess = MappingGuess.mapping(of: SampleFacts(sample))
    var seen: [JSONPath] = []
    for source in guess.sources.values {
      let paths = source.alternatives.joined().compactMap { part -> JSONPath? in
        if case .path(let path) = part { path } else { nil }
      }
      for path in Set(paths) {
        #expect(!seen.contains(path) || guess.name == "Debezium", "\(path)")
        seen.append(path)
      }
    }
  }

  @Test("says what it leads to")
  func summary() throws {
    let lines = try (0..<10).map { number in
      let value = number < 8 ? #"{"a":1}"# : "null"
      return try JSONText(
        #"{"issue_id":\#(number % 3),"event_type":"\#(["A", "B"][number % 2])","new_value":\#(value)}"#
      )
    }
    let sample = LogSample(lines, file: "log.jsonl")
    let unknown = try #require(UnknownMappingError(sample, SampleFacts(sample)))
    #expect(
      unknown.summary
        == "stream issue_id 3 streams · type event_type 2 types · data new_value object in 80 %")
  }

  @Test("looks at lines from all over a log, however long it is")
  func allOver() throws {
    let folder = try TemporaryFolder()
    let lines = (0..<5000).map { "{\"n\":\($0)}\n" }
    try folder.write("a.jsonl", lines[..<2500].joined())
    try folder.write("b.jsonl", lines[2500...].joined())
    let files = ReadOnlyFiles { [folder.path("a.jsonl"), folder.path("b.jsonl")] }
    let sample = try LogSample(files, try files.list())
    let numbers = sample.lines.compactMap { $0.text["n"]?.int }
    #expect(numbers.count == 500)
    #expect(numbers == numbers.sorted())
    #expect(Set(numbers).count == 500)
    #expect(numbers[0] == 0)
    #expect(Set(numbers.map { $0 / 500 }).count == 10)
    #expect(Set(sample.lines.map(\.stretch)).count == 10)
  }

  @Test("looks at a first line that is longer than any other")
  func longLine() throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "x", count: 3 << 20)
    try folder.write("a.jsonl", "{\"type\":\"T\",\"stream_id\":\"a\",\"data\":\"\(long)\"}\n")
    let log = try EventLog.open([folder.path("a.jsonl")])
    #expect(log.mapping.name == "Rewind")
  }
}
