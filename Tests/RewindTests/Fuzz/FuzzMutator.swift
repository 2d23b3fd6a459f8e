import TestSupport

/// Makes inputs out of seeds: each follows from its number alone.
struct FuzzMutator: Sendable {
  let seeds: [[UInt8]]
  /// More of them, which are many and much alike: a third of the seeds are from here.
  let shared: [[UInt8]]
  /// What is put in besides single bytes.
  let tokens: [[UInt8]]

  private static let spice = Array("{}[]\",:0123456789eE.+-\\/ \n\t\rtfnulb".utf8)

  /// The input of a number: a seed or a new text, changed in no, one or several places.
  func input(_ number: Int) -> [UInt8] {
    var random = SeededRandom(seed: UInt64(number))
    var bytes =
      Int.random(in: 0..<4, using: &random) == 0
      ? RandomJSON.text(using: &random) : seed(&random)
    // Half of the inputs are changed once or not at all, few of them very often.
    var changes = min(random.next().trailingZeroBitCount, 12)
    while changes > 0 {
      change(&bytes, using: &random)
      changes -= 1
    }
    return bytes
  }

  private func change(_ bytes: inout [UInt8], using random: inout SeededRandom) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    let end = Int.random(in: place...min(place + 12, bytes.count), using: &random)
    switch Int.random(in: 0..<64, using: &random) {
    case 0..<12: bytes.replaceSubrange(place..<min(place + 1, bytes.count), with: [spice(&random)])
    case 12..<20: bytes.insert(spice(&random), at: place)
    case 20..<28: bytes.removeSubrange(place..<end)
    case 28..<38: bytes.replaceSubrange(place..<place, with: tokens.randomElement(using: &random)!)
    case 38..<44: bytes.replaceSubrange(place..<end, with: tokens.randomElement(using: &random)!)
    case 44..<48: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 48..<52:
      if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
    case 52..<56: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
    case 56..<60:
      let other = seed(&random)
      let start = Int.random(in: 0...other.count, using: &random)
      bytes.replaceSubrange(place..., with: other[start...])
    case 60..<62: bytes.removeSubrange(place...)
    case 62: swapMembers(&bytes, using: &random)
    default: nest(&bytes, at: place, using: &random)
    }
  }

  private func seed(_ random: inout SeededRandom) -> [UInt8] {
    let isShared = !shared.isEmpty && Int.random(in: 0..<3, using: &random) == 0
    return (isShared ? shared : seeds).randomElement(using: &random)!
  }

  private func spice(_ random: inout SeededRandom) -> UInt8 {
    Self.spice.randomElement(using: &random)!
  }

  /// Puts what stands between two commas in the place of what stands between two others.
  private func swapMembers(_ bytes: inout [UInt8], using random: inout SeededRandom) {
    let commas = bytes.indices.filter { bytes[$0] == UInt8(ascii: ",") }
    guard commas.count > 2 else { return }
    let number = Int.random(in: 0..<commas.count - 2, using: &random)
    let (a, b, c) = (commas[number], commas[number + 1], commas[number + 2])
    bytes = Array(bytes[..<a] + bytes[b..<c] + bytes[a..<b] + bytes[c...])
  }

  /// Puts brackets around what stands at a place; seldom more of them than may be.
  private func nest(_ bytes: inout [UInt8], at place: Int, using random: inout SeededRandom) {
    let depths = [1, 2, 3, 8, 63, 64, 65, 511, 512, 1023, 1024, 1025]
    let depth = depths.randomElement(using: &random)!
    let isObject = Bool.random(using: &random)
    let opening = Array((isObject ? "{\"a\":" : "[").utf8)
    let closing = UInt8(ascii: isObject ? "}" : "]")
    let inner = bytes[place...]
    bytes =
      bytes[..<place] + Array(repeatElement(opening, count: depth).joined())
      + (inner.isEmpty ? [UInt8(ascii: "1")] : inner)
      + [UInt8](repeating: closing, count: depth)
  }
}

/// Valid JSON of every kind, with odd spellings and odd spacing.
enum RandomJSON {
  private static let scalars = [
    "0", "-0", "-0.0", "1", "-1", "200", "1.50", "1E5", "2e-3", "9007199254740993", "1e400",
    "-1e400",
    "18446744073709551616", "-9223372036854775808", "0.1e-400", "123456789012345678901234567890.5",
    "true", "false", "null", #""""#, #""a""#, #""a b c d e f g h i j k l""#, #""\n\t\"\\\/""#,
    #""\u00e9\u6f22\ud83d\udc4d""#, #""é漢👍""#, #""\ud83d""#, #""\udc4d\ud83d x""#, #""\u0000""#,
    "\"\u{7F}\u{FEFF}\u{2028}\"", "[]", "{}", "[ ]", "{ }",
  ]
  private static let keys = [
    #""a""#, #""b""#, #""data""#, #""type""#, #""""#, #""\u0061""#, #""é""#, "\"e\u{301}\"",
    #""a.b""#, #""$type""#, #""a key of more than sixteen bytes""#,
  ]
  private static let spaces = ["", "", "", "", " ", "\n", "\t ", "\r\n"]

  static func text(using random: inout SeededRandom) -> [UInt8] {
    var bytes: [UInt8] = []
    write(Int.random(in: 0...4, using: &random), to: &bytes, using: &random)
    return bytes
  }

  private static func write(_ depth: Int, to bytes: inout [UInt8], using random: inout SeededRandom)
  {
    put(spaces, to: &bytes, using: &random)
    let kind = depth == 0 ? 2 : Int.random(in: 0...2, using: &random)
    guard kind < 2 else {
      put(scalars, to: &bytes, using: &random)
      return put(spaces, to: &bytes, using: &random)
    }
    bytes.append(UInt8(ascii: kind == 0 ? "{" : "["))
    for number in 0...Int.random(in: 0...3, using: &random) {
      if number > 0 { bytes.append(UInt8(ascii: ",")) }
      if kind == 0 {
        put(spaces, to: &bytes, using: &random)
        put(keys, to: &bytes, using: &random)
        put(spaces, to: &bytes, using: &random)
        bytes.append(UInt8(ascii: ":"))
      }
      write(Int.random(in: 0..<depth, using: &random), to: &bytes, using: &random)
    }
    bytes.append(UInt8(ascii: kind == 0 ? "}" : "]"))
    put(spaces, to: &bytes, using: &random)
  }

  private static func put(
    _ choices: [String], to bytes: inout [UInt8], using random: inout SeededRandom
  ) {
    bytes += choices.randomElement(using: &random)!.utf8
  }
}
