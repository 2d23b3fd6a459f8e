internal import Platform
internal import TextUI

/// A program running in a terminal of its own.
struct ProgramOnTerminal {
  private let terminal: PseudoTerminal

  /// Starts a program with an environment of its own.
  init(_ words: [String], size: Size, environment: [String]) throws(BenchError) {
    terminal = try BenchError.wrap(
      try PseudoTerminal(
        words, columns: size.columns, rows: size.rows, environment: environment))
  }

  /// Reads what the program writes until a text is in it; throws after ten seconds.
  func wait(for text: String) throws(BenchError) {
    let sought = Array(text.utf8)
    var seen: [UInt8] = []
    while !seen.holds(sought) {
      guard let bytes = read(within: 10_000), !bytes.isEmpty else {
        throw BenchError("the program in the terminal has not written \"\(text)\"")
      }
      seen += bytes
    }
  }

  /// Types some keys.
  func type(_ keys: String) throws(BenchError) {
    try BenchError.wrap(try terminal.master.write(Array(keys.utf8)))
  }

  /// Types some keys, reads on until the program ends, and throws where it ends with anything but 0.
  func end(typing keys: String) throws(BenchError) {
    try type(keys)
    var isAtEnd = false
    while !isAtEnd {
      guard let bytes = read(within: 10_000) else {
        throw BenchError("the program in the terminal does not end")
      }
      isAtEnd = bytes.isEmpty
    }
    try terminal.child.waitForSuccess()
  }

  /// What can be read now; empty at the end, nil where nothing comes in time.
  private func read(within milliseconds: Int) -> [UInt8]? {
    guard terminal.master.isReadable(within: milliseconds) else { return nil }
    // Once the program has gone, the system refuses to read on.
    return (try? terminal.master.readNext(atMost: 1 << 16)) ?? []
  }
}

extension [UInt8] {
  fileprivate func holds(_ part: [UInt8]) -> Bool {
    count >= part.count
      && (0...count - part.count).contains { self[$0..<$0 + part.count].elementsEqual(part) }
  }
}
