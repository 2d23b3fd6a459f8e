import TestSupport
import Testing
import TextUI

@Suite("Keys from bytes")
struct InputDecoderTests {
  static let keys: [(bytes: String, key: Key)] = [
    ("a", .character("a")), (" ", .character(" ")), ("é", .character("é")),
    ("日", .character("日")), ("👍", .character("👍")),
    ("\r", .enter), ("\n", .enter), ("\t", .tab), ("\u{7F}", .backspace), ("\u{8}", .backspace),
    ("\u{3}", .control("c")), ("\u{1A}", .control("z")), ("\u{0}", .control("@")),
    ("\u{1C}", .control("\\")), ("\u{1F}", .control("_")),
    ("\u{1B}[A", .up), ("\u{1B}[B", .down), ("\u{1B}[C", .right), ("\u{1B}[D", .left),
    ("\u{1B}OA", .up), ("\u{1B}OB", .down), ("\u{1B}OC", .right), ("\u{1B}OD", .left),
    ("\u{1B}[1;5C", .right), ("\u{1B}[1;2A", .up),
    ("\u{1B}[H", .home), ("\u{1B}OH", .home), ("\u{1B}[1~", .home), ("\u{1B}[7~", .home),
    ("\u{1B}[F", .end), ("\u{1B}OF", .end), ("\u{1B}[4~", .end), ("\u{1B}[8~", .end),
    ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown), ("\u{1B}[2~", .insert),
    ("\u{1B}[3~", .delete), ("\u{1B}[3;5~", .delete), ("\u{1B}[Z", .backTab),
    ("\u{1B}OP", .function(1)), ("\u{1B}[11~", .function(1)), ("\u{1B}[[A", .function(1)),
    ("\u{1B}[[E", .function(5)), ("\u{1B}[15~", .function(5)), ("\u{1B}[17~", .function(6)),
    ("\u{1B}[21~", .function(10)), ("\u{1B}[24~", .function(12)), ("\u{1B}[1;2Q", .function(2)),
    ("\u{1B}OM", .enter), ("\u{1B}Op", .character("0")), ("\u{1B}Ok", .character("+")),
  ]

  @Test("each key is known, whole or split after any byte", arguments: keys)
  func key(bytes: String, key: Key) {
    let all = Array(bytes.utf8)
    for split in 0..<all.count {
      var decoder = InputDecoder()
      let events = decoder.decode(all[..<split], at: 0) + decoder.decode(all[split...], at: 20)
      #expect(events == [.key(key)], "split after \(split) bytes")
      #expect(decoder.deadline == nil)
    }
  }

  @Test("a lone Esc is delivered within 50 ms")
  func loneEscape() {
    var decoder = InputDecoder()
    #expect(decoder.decode([0x1B], at: 1000) == [])
    #expect(decoder.deadline! <= 1050)
    #expect(decoder.expire(at: decoder.deadline! - 1) == [])
    #expect(decoder.expire(at: decoder.deadline!) == [.key(.escape)])
    #expect(decoder.deadline == nil)
  }

  @Test(
    "an arrow key split after its Esc takes the Esc back, at any speed up to 300 ms a byte",
    arguments: ["[A", "OA", "[1;5A"], [30, 150, 300])
  func lateArrow(rest: String, delay: Int) {
    var typist = Typist()
    var events = typist.type("\u{1B}", after: 0)
    for byte in rest { events += typist.type(String(byte), after: delay) }
    events += typist.pause(1000)
    #expect(events == [.key(.escape), .escapeRetracted, .key(.up)])
  }

  @Test("what follows an Esc later than 300 ms was typed")
  func tooLate() {
    var typist = Typist()
    let events =
      typist.type("\u{1B}", after: 0) + typist.type("[", after: 400)
      + typist.type("A", after: 10) + typist.pause(1000)
    #expect(events == [.key(.escape), .key(.character("[")), .key(.character("A"))])
  }

  @Test("Esc, then [ with nothing behind, are two keys")
  func escapeThenBracket() {
    var typist = Typist()
    let events =
      typist.type("\u{1B}", after: 0) + typist.type("[", after: 100) + typist.pause(1000)
    #expect(events == [.key(.escape), .key(.character("["))])
  }

  @Test("Esc, then keys that are no sequence, are all delivered", arguments: ["[j", "Oz", "[]"])
  func escapeThenKeys(rest: String) {
    var typist = Typist()
    var events = typist.type("\u{1B}", after: 0)
    for key in rest { events += typist.type(String(key), after: 100) }
    events += typist.pause(1000)
    #expect(events == [.key(.escape)] + rest.map { .key(.character($0)) })
  }

  @Test("a key between Esc and [ ends the joining")
  func otherKeyBetween() {
    var typist = Typist()
    let events =
      typist.type("\u{1B}", after: 0) + typist.type("x", after: 50)
      + typist.type("[A", after: 50) + typist.pause(1000)
    #expect(
      events == [
        .key(.escape), .key(.character("x")), .key(.character("[")), .key(.character("A")),
      ])
  }

  @Test("Alt and a key is Esc and the key")
  func altKey() {
    var decoder = InputDecoder()
    #expect(decoder.decode("\u{1B}x".utf8, at: 0) == [.key(.escape), .key(.character("x"))])
    #expect(
      decoder.decode("\u{1B}\u{1B}[A".utf8, at: 0) == [.key(.escape), .key(.up)])
  }

  @Test(
    "sequences without a meaning vanish whole",
    arguments: [
      "\u{1B}[I", "\u{1B}[?1;2c", "\u{1B}[99~", "\u{1B}Oz", "\u{1B}[<3;1;1M", "\u{1B}[201~",
    ])
  func unknownSequence(bytes: String) {
    var decoder = InputDecoder()
    #expect(decoder.decode((bytes + "x").utf8, at: 0) == [.key(.character("x"))])
  }

  @Test("an endless sequence is given up")
  func endlessSequence() {
    var decoder = InputDecoder()
    let bytes = "\u{1B}[" + String(repeating: "1", count: 500) + "~x"
    let events = decoder.decode(bytes.utf8, at: 0) + decoder.expire(at: 5000)
    #expect(events.last == .key(.character("x")))
    #expect(decoder.deadline == nil)
  }

  @Test("a sequence that stops is Esc and what was typed")
  func unfinishedSequence() {
    var decoder = InputDecoder()
    #expect(decoder.decode("\u{1B}[1".utf8, at: 0) == [])
    #expect(decoder.deadline == 300)
    #expect(
      decoder.expire(at: 300) == [.key(.escape), .key(.character("[")), .key(.character("1"))])
  }

  @Test(
    "what is no UTF-8 is dropped, and so are C1 controls",
    arguments: [[0xFF], [0xC3, 0x28], [0x80], [0xED, 0xA0, 0x80], [0xC2, 0x9B], [0xF5]] as [[UInt8]]
  )
  func invalid(bytes: [UInt8]) {
    var decoder = InputDecoder()
    let events = decoder.decode(bytes + [0x78], at: 0)
    #expect(events.last == .key(.character("x")))
    #expect(events.count == (bytes.contains(0x28) ? 2 : 1))
  }

  @Test("half a character that stays alone is dropped")
  func halfCharacter() {
    var decoder = InputDecoder()
    #expect(decoder.decode([0xE6, 0x97], at: 0) == [])
    #expect(decoder.expire(at: decoder.deadline!) == [])
    #expect(decoder.deadline == nil)
    #expect(decoder.decode([0x61], at: 1000) == [.key(.character("a"))])
  }

  @Test("a paste is one event with its line ends as \\n, whole or in any two parts")
  func paste() {
    let bytes = Array("\u{1B}[200~one\rtwo\r\nthree é\u{1B}[A\u{1B}[201~x".utf8)
    for split in 0..<bytes.count {
      var decoder = InputDecoder()
      let events = decoder.decode(bytes[..<split], at: 0) + decoder.decode(bytes[split...], at: 9)
      #expect(events == [.paste("one\ntwo\nthree é\u{1B}[A"), .key(.character("x"))])
    }
  }

  @Test("a paste that never ends is delivered after a while")
  func endlessPaste() {
    var decoder = InputDecoder()
    #expect(decoder.decode("\u{1B}[200~abc".utf8, at: 0) == [])
    #expect(decoder.expire(at: decoder.deadline!) == [.paste("abc")])
    #expect(decoder.decode("d".utf8, at: 9999) == [.key(.character("d"))])
  }

  @Test("the mouse: button, drag and wheel, with the cell counted from 0")
  func mouse() {
    var decoder = InputDecoder()
    let point = Point(column: 9, row: 4)
    let bytes = "\u{1B}[<0;10;5M\u{1B}[<32;10;5M\u{1B}[<0;10;5m\u{1B}[<64;10;5M\u{1B}[<65;10;5M"
    #expect(
      decoder.decode(bytes.utf8, at: 0) == [
        .mouse(MouseEvent(kind: .press, point: point, clicks: 1)),
        .mouse(MouseEvent(kind: .drag, point: point, clicks: 1)),
        .mouse(MouseEvent(kind: .release, point: point, clicks: 1)),
        .mouse(MouseEvent(kind: .scrollUp, point: point, clicks: 0)),
        .mouse(MouseEvent(kind: .scrollDown, point: point, clicks: 0)),
      ])
  }

  @Test("two quick presses on one cell are a double click, slow or elsewhere they are not")
  func doubleClick() {
    var decoder = InputDecoder()
    func press(_ place: String, at time: Int) -> Int {
      guard case .mouse(let event) = decoder.decode("\u{1B}[<0;\(place)M".utf8, at: time).first
      else { return -1 }
      return event.clicks
    }
    #expect(press("3;3", at: 0) == 1)
    #expect(press("3;3", at: 300) == 2)
    #expect(press("4;3", at: 400) == 1)
    #expect(press("4;3", at: 900) == 1)
  }
}

/// Types with pauses, letting deadlines pass as a terminal's loop does.
private struct Typist {
  var decoder = InputDecoder()
  var now = 0

  mutating func pause(_ milliseconds: Int) -> [InputEvent] {
    var events: [InputEvent] = []
    let end = now + milliseconds
    while let deadline = decoder.deadline, deadline < end {
      events += decoder.expire(at: deadline)
    }
    now = end
    return events
  }

  mutating func type(_ text: String, after delay: Int) -> [InputEvent] {
    pause(delay) + decoder.decode(text.utf8, at: now)
  }
}
