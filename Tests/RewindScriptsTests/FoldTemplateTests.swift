import Platform
import Rewind
import RewindScripts
import Testing

@Suite("A fold to begin with")
struct FoldTemplateTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  private let log = EventLog.inMemory(lines: [
    #"{"stream_id":"trip-1","type":"Started","data":{"day":3,"at":{"x":1,"y":2}}}"#,
    #"{"stream_id":"bus-1","type":"Bought","data":{"seats":50}}"#,
    #"{"stream_id":"bus-2","type":"Bought","data":{"seats":52}}"#,
    #"{"stream_id":"trip-2","type":"Started","data":{"day":3,"at":{"x":1,"y":2}}}"#,
    #"{"stream_id":"trip-1","type":"A \"quoted\"\u2028type */ ${x}","data":{"a\nb":"\u001b[2J"}}"#,
    #"{"stream_id":"trip-1","type":"Moved","data":{"at":{"x":5,"z":null}}}"#,
    #"{"stream_id":"trip-1","type":"Moved","data":{"__proto__":{"x":1},"at":{"__proto__":{"y":2}}}}"#,
    #"{"stream_id":"trip-1","type":"Moved","data":{"__proto__":{"z":3},"toString":5}}"#,
  ])

  @Test("has a case for each type of the category, with the fields that the last event has")
  func cases() throws {
    let template = try FoldTemplate(category: "trip", in: log.snapshot())
    #expect(template.typeCount == 3)
    #expect(template.text.contains(#"case "Started":  // { day: 3, at: {"x":1,"y":2} }"#))
    #expect(!template.text.contains("Bought"))
  }

  @Test("runs as it is, and folds to last values, whatever types and fields are called")
  func runs() throws {
    let fold = try folder.fold(
      try FoldTemplate(category: "trip", in: log.snapshot()).text, category: "trip")
    let stream = try #require(log.index.streamID(named: "trip-1"))
    var scripted = Timeline(of: stream, in: log.snapshot(), fold: fold)
    var plain = Timeline(of: stream, in: log.snapshot(), fold: .lastValues)
    for version in 1...5 {
      let state = try scripted.state(at: version)
      #expect(state.fault == nil)
      let expected = try plain.state(at: version).value
      #expect(state.value == expected)
    }
  }

  @Test("nothing that a terminal or an editor obeys, or that ends a line of code, gets into it")
  func harmless() throws {
    let text = try FoldTemplate(category: "trip", in: log.snapshot()).text
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar == "\n"
        || ![.control, .format, .lineSeparator].contains(
          scalar.properties.generalCategory)
    }
    #expect(isPlain)
  }

  @Test("a fold that is there is not written over")
  func kept() throws {
    let template = try FoldTemplate(category: "trip", in: log.snapshot())
    let folds = CodeFolder("\(folder.path)/aggregates")
    #expect(try template.write(into: folds) == "\(folder.path)/aggregates/trip.js")
    #expect(throws: CodeFileError.self) { try template.write(into: folds) }
  }

  @Test("a category that the log does not have is an error that names those it has")
  func unknown() throws {
    let error = #expect(throws: NoSuchCategoryError.self) {
      try FoldTemplate(category: "tram", in: log.snapshot())
    }
    #expect(error?.description == "no category tram in this log; it has trip, bus")
  }
}
