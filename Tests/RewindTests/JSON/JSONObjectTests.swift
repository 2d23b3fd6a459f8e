import Rewind
import TestSupport
import Testing

@Suite("A JSON object keeps its members in order")
struct JSONObjectTests {
  @Test("a member keeps its place when it changes, and comes last when it is new")
  func order() {
    var object: JSONObject = ["b": 1, "a": 2, "c": 3]
    object["a"] = 5
    object["d"] = 4
    object["b"] = nil
    object["x"] = nil
    #expect(object.description == #"{"a":5,"c":3,"d":4}"#)
    #expect(Array(object.keys) == ["a", "c", "d"])
    object["b"] = 6
    #expect(object.map(\.key) == ["a", "c", "d", "b"])
    #expect(object[1].value == 3)
  }

  @Test("small and large, it holds what a plain list of pairs would")
  func againstList() {
    var random = SeededRandom(seed: 3)
    for limit in [4, 15, 17, 40, 200] {
      var object = JSONObject()
      var list: [(key: String, value: JSONValue)] = []
      for step in 0..<1000 {
        let key = "key\(Int.random(in: 0..<limit, using: &random))"
        let place = list.firstIndex { $0.key == key }
        if Int.random(in: 0..<3, using: &random) == 0 {
          object[key] = nil
          if let place { list.remove(at: place) }
        } else {
          object[key] = JSONValue(step)
          if let place {
            list[place].value = JSONValue(step)
          } else {
            list.append((key, .init(step)))
          }
        }
        #expect(object[key] == list.first { $0.key == key }?.value)
      }
      #expect(object.elementsEqual(list, by: ==))
      #expect(list.allSatisfy { object[$0.key] == $0.value })
    }
  }

  @Test("order does not count for equality, values do")
  func equality() {
    let object: JSONObject = ["a": 1, "b": [2]]
    #expect(object == ["b": [2], "a": 1])
    #expect(Set([object, ["b": [2], "a": 1]]).count == 1)
    #expect(object != ["a": 1, "b": [3]])
    #expect(object != ["a": 1])
    #expect(object != ["a": 1, "c": [2]])
    #expect(object != ["a": 1, "b": [2], "c": .null])
  }

  @Test("a copy does not change with its original")
  func copies() {
    var object: JSONObject = ["a": ["x": 1]]
    let copy = object
    object["a"]?["x"] = 2
    #expect(object.description == #"{"a":{"x":2}}"#)
    #expect(copy.description == #"{"a":{"x":1}}"#)
  }

  @Test("keeps keys and texts apart that only look alike", arguments: [1, 40])
  func lookalikes(others: Int) throws {
    let text =
      #"{"jos\u00e9":60,"jose\u0301":40"#
      + (0..<others).map { #","k\#($0)":0"# }.joined() + "}"
    var object = try #require(try JSONText(text).value.object)
    #expect(object.count == others + 2)
    #expect(object["jos\u{e9}"] == 60)
    #expect(object["jose\u{301}"] == 40)
    object["jose\u{301}"] = nil
    #expect(object["jos\u{e9}"] == 60)
    #expect(object.count == others + 1)
    #expect(JSONValue.string("jos\u{e9}") != .string("jose\u{301}"))
  }
}
