/// Turns JSON documents that are no lines into lines, an event each: the elements of arrays, documents
/// that span lines, and what an array within an object holds.
///
/// Space between tokens is left out; numbers and texts stay as they are spelled. What is no JSON is not
/// dropped: it becomes a line that is no event.
struct DocumentReader: ByteStage {
  /// The keys that lead from a document to the arrays of its events, through each element of an array on the
  /// way; none where the documents are the events, or arrays of them.
  private let keys: [[UInt8]]
  /// Whether the keys lead to an object each of whose arrays holds events; the array's key is put in front of each.
  private let isGrouped: Bool

  /// What the key of a group's array is called in its events.
  private static let groupKey = "array"

  /// What is open around a place, outside of events.
  private enum Level {
    case object, array
  }

  private var levels: [Level] = []
  /// The last key of each open object that the path could lead through.
  private var path: [[UInt8]] = []
  /// How many arrays and objects are open within the event; nil outside of events.
  private var eventDepth: Int?
  /// Whether the event is no array, object or text, and so ends before the next separator.
  private var isBare = false
  /// Whether the array's key stands at the event's beginning, and nothing behind it yet.
  private var needsComma = false
  private var isInString = false
  private var quote = ClosingQuote()
  /// The text that was read last outside of events, which is a key where a colon follows.
  private var text: [UInt8] = []
  /// How many arrays are open whose elements are events.
  private var eventArrays = 0
  /// Whether the document has had such an array.
  private var hasEvents = false

  /// Reads documents.
  ///
  /// - Parameters:
  ///   - each: the keys that lead to the arrays of the events in each document.
  ///   - isGrouped: whether they lead to an object each of whose arrays holds events.
  init(each: [String] = [], isGrouped: Bool = false) {
    keys = each.map { Array($0.utf8) }
    self.isGrouped = isGrouped
  }

  mutating func take(
    _ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]
  ) throws {
    for byte in bytes {
      if byte == JSONSequence.separator {
        // A document behind it is whole, whatever came of the one before (RFC 7464, 2.3).
        endDocument(to: &output)
      } else if isInString {
        takeInString(byte, to: &output)
      } else if eventDepth != nil {
        takeInEvent(byte, to: &output)
      } else {
        takeOutside(byte, to: &output)
      }
    }
  }

  mutating func finish(to output: inout [UInt8]) { endDocument(to: &output) }

  /// Ends what is open.
  private mutating func endDocument(to output: inout [UInt8]) {
    if eventDepth != nil {
      endEvent(to: &output)
    } else if !levels.isEmpty {
      say("a document ends in the middle", to: &output)
    }
    levels = []
    path = []
    text = []
    isInString = false
    quote = ClosingQuote()
    eventArrays = 0
    hasEvents = false
  }

  // MARK: - Texts

  private mutating func takeInString(_ byte: UInt8, to output: inout [UInt8]) {
    if eventDepth != nil {
      // A newline must not part the line; the text that has it stays as invalid as it is.
      output.append(byte == UInt8(ascii: "\n") ? 0x0B : byte)
    } else {
      text.append(byte)
    }
    guard quote.isClosed(by: byte) else { return }
    isInString = false
    if eventDepth == nil {
      text.removeLast()
    } else if eventDepth == 0 {
      endEvent(to: &output)
    }
  }

  // MARK: - Events

  private mutating func takeInEvent(_ byte: UInt8, to output: inout [UInt8]) {
    if needsComma, !byte.isSpace {
      if byte != UInt8(ascii: "}") { output.append(UInt8(ascii: ",")) }
      needsComma = false
    }
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
      if isBare { endEvent(to: &output) }
    case UInt8(ascii: "\""):
      output.append(byte)
      isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      output.append(byte)
      eventDepth? += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      if isBare {
        endEvent(to: &output)
        takeOutside(byte, to: &output)
        return
      }
      output.append(byte)
      eventDepth? -= 1
      if eventDepth == 0 { endEvent(to: &output) }
    case UInt8(ascii: ",") where isBare: endEvent(to: &output)
    default: output.append(byte)
    }
  }

  private mutating func beginEvent(_ byte: UInt8, to output: inout [UInt8]) {
    hasEvents = true
    eventDepth = 0
    isBare = ![UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\"")].contains(byte)
    takeInEvent(byte, to: &output)
    guard isGrouped, byte == UInt8(ascii: "{"), let key = path.last else { return }
    output += Array("\"\(Self.groupKey)\":\"".utf8) + key + [UInt8(ascii: "\"")]
    needsComma = true
  }

  private mutating func endEvent(to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\n"))
    eventDepth = nil
    isBare = false
    isInString = false
    needsComma = false
  }

  // MARK: - Around events

  private mutating func takeOutside(_ byte: UInt8, to output: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"),
      UInt8(ascii: ","):
      return
    case UInt8(ascii: "]") where levels.last == .array,
      UInt8(ascii: "}") where levels.last == .object:
      close(to: &output)
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      // It closes nothing.
      output.append(contentsOf: [byte, UInt8(ascii: "\n")])
    case UInt8(ascii: "[") where isWayToEvents:
      levels.append(.array)
      eventArrays += 1
      hasEvents = true
    case _ where eventArrays > 0 || levels.isEmpty && keys.isEmpty && !isGrouped:
      beginEvent(byte, to: &output)
    case UInt8(ascii: "{"):
      levels.append(.object)
      path.append([])
    case UInt8(ascii: "["): levels.append(.array)
    case UInt8(ascii: "\""):
      text.removeAll(keepingCapacity: true)
      isInString = true
    case UInt8(ascii: ":"):
      if levels.last == .object { path[path.count - 1] = text }
    default: return
    }
  }

  /// Whether an array that begins here holds events.
  private var isWayToEvents: Bool {
    if isGrouped {
      return eventArrays == 0 && path.count == keys.count + 1 && path.starts(with: keys)
    }
    if keys.isEmpty { return levels.isEmpty }
    return eventArrays == 0 && path == keys
  }

  private mutating func close(to output: inout [UInt8]) {
    if levels.removeLast() == .object {
      path.removeLast()
    } else if eventArrays > 0 {
      eventArrays -= 1
    }
    guard levels.isEmpty else { return }
    if !hasEvents {
      let way = keys.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ".")
      say("a document has no array at \(way)", to: &output)
    }
    hasEvents = false
  }

  /// Puts a line that is no event where something is missing.
  private func say(_ words: String, to output: inout [UInt8]) {
    output.append(contentsOf: SpoolNote(words).line)
  }
}
