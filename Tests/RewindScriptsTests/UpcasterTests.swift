import Platform
@testable import Rewind
import RewindScripts
import Testing

@Suite("Upcasters by scripts")
struct UpcasterTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  private func upcasters(
    _ script: String, settings: ScriptSettings = ScriptFolder.settings
  ) throws -> Upcasters {
    try FileSystem.makeFolders("\(folder.path)/upcasters")
    try SystemFile.replace(
      "\(folder.path)/upcasters/account.js", holding: Array(script.utf8))
    let code = try LogCode(store: folder.path)
    return Upcasters.none.with(CodeUpcasters(code, settings: settings))
  }

  private let script = """
    export default function (event, version) {
      if (version > 1) return event
      switch (event.type) {
        case "Opened": return { type: "AccountOpened", data: { owner: event.data.name } }
        case "Moved": return [
          { type: "Withdrawn", data: { amount: event.data.amount } }, { type: "Noted" },
        ]
        case "Cleared": return null
        case "Broken": return event.data.amount.of.what
        case "Silent": return
        case "Odd": return { kind: "Odd" }
        default: return event
      }
    }
    """

  private func lifted(
    _ text: String, by upcasters: Upcasters, schema: Int? = nil, stream: StreamName = "account-1"
  ) throws -> String {
    let parts = text.split(separator: " ", maxSplits: 1)
    let event = EventRecord(
      at: EventPlace(stream: stream, version: 1, position: 7), type: String(parts[0]),
      data: try JSONText(String(parts[1])),
      metadata: try schema.map { try JSONText(#"{"schema_version":\#($0)}"#) })
    do {
      return try upcasters.lifted(event).map { "\($0.type) \($0.data)" }.joined(separator: ", ")
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "an event becomes another, several, none, or stays as it is",
    arguments: [
      (#"Opened {"name":"Zoë"}"#, #"AccountOpened {"owner":"Zoë"}"#),
      (#"Moved {"amount":3}"#, #"Withdrawn {"amount":3}, Noted null"#),
      ("Cleared {}", ""),
      (#"Other {"n":1.50}"#, #"Other {"n":1.50}"#),
    ])
  func lifting(event: String, result: String) throws {
    #expect(try lifted(event, by: upcasters(script)) == result)
  }

  @Test("the schema version is that of the metadata, and other categories stay as they are")
  func versions() throws {
    let upcasters = try upcasters(script)
    #expect(try lifted("Cleared {}", by: upcasters, schema: 2) == "Cleared {}")
    #expect(try lifted("Cleared {}", by: upcasters, stream: "order-1") == "Cleared {}")
  }

  @Test("an upcaster that throws says where")
  func throwing() throws {
    let error = try lifted(#"Broken {"amount":3}"#, by: upcasters(script))
    #expect(
      error.hasPrefix(
        "upcaster of Broken, schema 1, at version 1 of account-1, position 7: account.js:9:"))
    #expect(error.contains("TypeError"))
  }

  @Test(
    "an upcaster that answers no event says where it is about that type",
    arguments: [
      ("Silent", "account.js:10: an upcaster answered nothing; null drops an event · case"),
      (
        "Odd", "account.js:11: an upcaster answers an event { type, data }, several, or null · case"
      ),
    ])
  func noAnswer(type: String, says: String) throws {
    let error = try lifted("\(type) {}", by: upcasters(script))
    #expect(
      error.hasPrefix(
        "upcaster of \(type), schema 1, at version 1 of account-1, position 7: \(says)"))
  }

  @Test(
    "data that JSON does not give back are named by their place in what the upcaster answers",
    arguments: [
      ("{ type: 'A', data: { a: [0 / 0] } }", "data.a[0] is NaN: an event's data must be"),
      ("[event, { type: 'A', data: { a: new Map() } }]", "[1].data.a is of class Map: an event's"),
    ])
  func impure(answer: String, says: String) throws {
    let error = try lifted(
      "Opened {}", by: upcasters("export default event => (\(answer))"))
    #expect(error.contains("account.js:1: \(says)"))
  }

  @Test(
    "an upcaster that takes too long or too much memory names the event",
    arguments: [
      ("for (;;);", "took more than 1 s and was stopped"),
      ("for (const l = [];;) l.push({ a: {}, b: [l.length] })", "took more than 1024 MiB"),
    ])
  func tooMuch(deed: String, says: String) throws {
    var settings = ScriptFolder.settings
    settings.secondsPerEvent = deed == "for (;;);" ? 1 : 60
    let upcasters = try upcasters(
      "export default event => { if (event.type === 'Bad') { \(deed) } return event }",
      settings: settings)
    let events = try ["Good", "Bad", "Good"].enumerated()
      .map { try #require(try event($1, version: $0 + 1).record) }
    do {
      let lifted = try upcasters.lifted(events)
      // The engine may notice in time.
      let error = #expect(throws: UpcastError.self) { try lifted[1].get() }
      #expect(error?.reason.contains("RangeError: Out of memory") == true)
    } catch {
      #expect(
        "\(error)".hasPrefix(
          "upcasters/account.js: Bad (version 2 of account-1, position 102) \(says)"), "\(error)")
    }
  }

  @Test("several events are lifted together as one by one, whichever fail")
  func together() throws {
    let upcasters = try upcasters(script)
    let events = try [#"Opened {"name":"A"}"#, #"Broken {"amount":1}"#, "Cleared {}", "Other {}"]
      .enumerated().map { try #require(try event($1, version: $0 + 1).record) }
    let together = try upcasters.lifted(events).map { try? $0.get().map(\.type) }
    #expect(together == [["AccountOpened"], nil, [], ["Other"]])
  }

  @Test("folds of all kinds take what is lifted")
  func folding() throws {
    let upcasters = try upcasters(script)
    let events = try [#"Opened {"name":"A"}"#, #"Moved {"amount":4}"#, "Cleared {}"].enumerated()
      .map { try event($1, version: $0 + 1) }
    let batch = FoldBatch(events, firstVersion: 1, interval: 1, upcasters: upcasters)
    let fold = try folder.fold(
      """
      export const initialState = { seen: [] }
      export const evolve = (state, { type }) => ({ seen: [...state.seen, type] })
      """)
    let folded = try fold.fold(batch, from: fold.initial())
    #expect(
      fold.value(of: folded.last)?.text()
        == #"{"seen":["AccountOpened","Withdrawn","Noted"]}"#)
    let values = AggregateFold.lastValues
    #expect(
      try values.value(of: values.fold(batch, from: values.initial()).last)?["owner"]?.string == "A"
    )
  }

  @Test("a changed script has another fingerprint, and lifts in the new way once it is read again")
  func changing() throws {
    let upcasters = try upcasters(script)
    let before = upcasters.fingerprint
    try SystemFile.replace(
      "\(folder.path)/upcasters/account.js",
      holding: Array("export default () => null".utf8))
    (upcasters.outside as? CodeUpcasters)?.refresh()
    #expect(upcasters.fingerprint != before)
    #expect(try lifted("Other {}", by: upcasters) == "")
  }
}
