/// Turns the bytes a terminal sends into keys, pastes and mouse events.
///
/// A pure state machine: time is handed in, in milliseconds of any clock that only goes forward.
/// Feed it what arrives; when `deadline` passes with nothing new, call `expire`.
///
/// A lone Esc is delivered after `escapeDelay`. Where the line is slow, it may have been the
/// first byte of an arrow key: a `[` or `O` within `joinDelay` after it is taken as the rest of
/// a sequence, and if a key comes of it, `.escapeRetracted` goes before the key. If none does,
/// the `[` and what follows were typed.
public struct InputDecoder: Sendable {
  /// How long an Esc waits for more of a sequence.
  public static let escapeDelay = 25
  /// How long a begun sequence waits for its next byte.
  public static let joinDelay = 300
  /// How long an unfinished paste waits for more of it.
  public static let pasteDelay = 2_000

  /// Bytes that have arrived and are not understood yet.
  var pending: [UInt8] = []
  private var lastArrival = 0
  /// When an Esc was delivered that nothing has followed yet.
  var escapeDelivered: Int?
  private var isPasting = false
  private var pasteScanned = 0
  private static let pasteEnd = Array("\u{1B}[201~".utf8)
  var clicks = ClickCounter()

  /// Starts with nothing typed.
  public init() {}

  /// When to call `expire` if nothing arrives; nil while nothing is pending.
  public var deadline: Int? {
    if isPasting { return lastArrival + Self.pasteDelay }
    if pending.isEmpty { return nil }
    return lastArrival + (pending == [escapeByte] ? Self.escapeDelay : Self.joinDelay)
  }

  /// What the bytes mean together with those before them.
  public mutating func decode(_ bytes: some Collection<UInt8>, at now: Int) -> [InputEvent] {
    if pending.isEmpty, let delivered = escapeDelivered, now - delivered > Self.joinDelay {
      escapeDelivered = nil
    }
    pending.append(contentsOf: bytes)
    lastArrival = now
    return drain(at: now)
  }

  /// What the pending bytes mean now that nothing has followed them.
  ///
  /// Without effect before the deadline.
  public mutating func expire(at now: Int) -> [InputEvent] {
    guard let deadline, now >= deadline else { return [] }
    lastArrival = now
    if isPasting {
      let text = pasteText(pending[...])
      pending = []
      isPasting = false
      return [.paste(text)]
    }
    if pending == [escapeByte] {
      pending = []
      escapeDelivered = now
      return [.key(.escape)]
    }
    // An unfinished sequence was typed; an unfinished UTF-8 scalar is noise.
    escapeDelivered = nil
    if pending[0] == escapeByte {
      pending.removeFirst()
      return [.key(.escape)] + drain(at: now)
    }
    if pending[0] >= 0x80 { pending.removeFirst() }
    return drain(at: now)
  }

  private mutating func drain(at now: Int) -> [InputEvent] {
    var events: [InputEvent] = []
    while !pending.isEmpty {
      if isPasting {
        guard let paste = takePaste() else { break }
        events.append(.paste(paste))
        continue
      }
      guard let step = nextStep(at: now) else { break }
      pending.removeFirst(step.length)
      escapeDelivered = nil
      isPasting = step.startsPaste
      pasteScanned = 0
      events += step.events
    }
    return events
  }

  /// One thing understood: how many bytes it took, and what it means.
  struct Step {
    var length: Int
    var events: [InputEvent] = []
    var startsPaste = false
  }

  /// What the first pending bytes mean; nil where more must come first.
  private mutating func nextStep(at now: Int) -> Step? {
    let first = pending[0]
    if first == escapeByte {
      guard pending.count > 1 else { return nil }
      guard isIntroducer(pending[1]) else { return Step(length: 1, events: [.key(.escape)]) }
      switch readSequence(at: 1, now: now) {
      case .unfinished: return nil
      case .unknown(let end): return Step(length: end)
      case .known(let step): return step
      }
    }
    if escapeDelivered != nil && isIntroducer(first) {
      switch readSequence(at: 0, now: now) {
      case .unfinished: return nil
      case .unknown: break  // typed after all
      case .known(var step):
        step.events.insert(.escapeRetracted, at: 0)
        return step
      }
    }
    return readCharacter()
  }

  private func isIntroducer(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O")
  }

  private mutating func takePaste() -> String? {
    var index = max(0, pasteScanned - Self.pasteEnd.count)
    while let start = pending[index...].firstIndex(of: escapeByte) {
      if pending[start...].starts(with: Self.pasteEnd) {
        let text = pasteText(pending[..<start])
        pending.removeFirst(start + Self.pasteEnd.count)
        isPasting = false
        return text
      }
      index = start + 1
    }
    pasteScanned = pending.count
    return nil
  }

  /// By bytes, since a paste can be of any size.
  private func pasteText(_ bytes: ArraySlice<UInt8>) -> String {
    let (carriageReturn, lineFeed) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var last: UInt8 = 0
    for byte in bytes {
      if byte == carriageReturn {
        text.append(lineFeed)
      } else if byte != lineFeed || last != carriageReturn {
        text.append(byte)
      }
      last = byte
    }
    return String(decoding: text, as: UTF8.self)
  }
}

let escapeByte: UInt8 = 0x1B
