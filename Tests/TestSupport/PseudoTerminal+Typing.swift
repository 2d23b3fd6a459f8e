import Glibc
public import TextUI

extension PseudoTerminal {
  /// Types the text, all at once.
  public func send(_ text: String) {
    send(bytes: Array(text.utf8))
  }

  /// Presses keys one after another.
  ///
  /// - Parameter pause: where given, the milliseconds between the first byte of a key and the
  ///   rest, as on a slow line; the first byte has been read by then.
  public func press(_ keys: Key..., pausingAfterFirstByte pause: Int? = nil) {
    for key in keys {
      let bytes = Array(Self.text(of: key).utf8)
      guard let pause, bytes.count > 1 else {
        send(bytes: bytes)
        continue
      }
      send(bytes: [bytes[0]])
      waitUntilRead()
      let end = ContinuousClock.now + .milliseconds(pause)
      while ContinuousClock.now < end { read(for: 1) }
      send(bytes: Array(bytes[1...]))
    }
  }

  /// Pastes as a terminal does that was asked to mark pastes.
  public func paste(_ text: String) {
    send("\u{1B}[200~" + text.replacing("\n", with: "\r") + "\u{1B}[201~")
  }

  /// Waits until the program has read all that was typed, at most a second.
  public func waitUntilRead() {
    let end = ContinuousClock.now + .seconds(1)
    var count: Int32 = 1
    while ContinuousClock.now < end {
      guard ioctl(slave, UInt(FIONREAD), &count) == 0, count > 0 else { return }
      read(for: 1)
    }
  }

  /// What xterm sends for a key.
  static func text(of key: Key) -> String {
    switch key {
    case .character(let character): String(character)
    case .control(let letter): String(UnicodeScalar(letter.asciiValue! & 0x1F))
    case .up: "\u{1B}[A"
    case .down: "\u{1B}[B"
    case .right: "\u{1B}[C"
    case .left: "\u{1B}[D"
    case .home: "\u{1B}[H"
    case .end: "\u{1B}[F"
    case .pageUp: "\u{1B}[5~"
    case .pageDown: "\u{1B}[6~"
    case .tab: "\t"
    case .backTab: "\u{1B}[Z"
    case .enter: "\r"
    case .escape: "\u{1B}"
    case .backspace: "\u{7F}"
    case .delete: "\u{1B}[3~"
    case .insert: "\u{1B}[2~"
    case .function(let number) where number <= 4: "\u{1B}O" + ["P", "Q", "R", "S"][number - 1]
    case .function(let number):
      "\u{1B}[\([15, 17, 18, 19, 20, 21, 23, 24][number - 5])~"
    }
  }
}
