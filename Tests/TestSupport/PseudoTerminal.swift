import Foundation
import Glibc
public import TextUI

/// A program running in a terminal that tests type into and look at.
///
///     let terminal = try PseudoTerminal(running: PseudoTerminal.product("rewind"), ["demo"])
///     terminal.expect("the streams") { $0.contains("account-1") }
///     terminal.press(.down)
///     terminal.send("q")
///     #expect(terminal.waitForExit() == .code(0))
///
/// The program is killed when this goes out of scope.
public final class PseudoTerminal {
  /// How a program ended.
  public enum Exit: Hashable, Sendable {
    /// It ended with this status.
    case code(Int32)
    /// This signal killed it.
    case signal(Int32)
  }

  /// Everything the program has written, byte for byte.
  public private(set) var output: [UInt8] = []
  /// The program's process.
  public let process: Int32
  /// The program's exit, once it is known.
  public private(set) var exit: Exit?

  let model: TerminalModel
  private var master: Int32
  /// Kept open to ask for the terminal's modes, and for what is still to be read.
  let slave: Int32
  let modesAtStart: [UInt32]

  /// Starts a program in a terminal of its own.
  ///
  /// - Parameters:
  ///   - environment: added to a small fixed one (xterm-256color, UTF-8, no home); nil removes.
  ///   - folder: the working folder; the test's own by default.
  public init(
    running program: String, _ arguments: [String] = [],
    environment: [String: String?] = [:], size: Size = Size(columns: 80, rows: 24),
    in folder: String? = nil
  ) throws {
    let name: String
    (master, slave, name) = try Self.openTerminal()
    modesAtStart = Self.modes(of: slave)
    model = TerminalModel(size: size)
    Self.setSize(of: master, size)
    process = try Self.spawn(
      program, arguments, environment: Self.environment(adding: environment), terminal: name,
      folder: folder)
  }

  deinit {
    if exit == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    if master >= 0 { close(master) }
    close(slave)
  }

  /// The path of a program built with the tests.
  public static func product(_ name: String) -> String {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent(name).path
  }

  /// Gives the terminal another size, as a user does with the mouse.
  public func resize(_ size: Size) {
    model.resize(size)
    Self.setSize(of: master, size)
  }

  /// Takes the terminal away, as closing its window does.
  public func hangUp() {
    close(master)
    master = -1
  }

  /// Sends the program a signal.
  public func signal(_ number: Int32) {
    kill(process, number)
  }

  /// Writes to the program as a keyboard does.
  public func send(bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
      if !rest.isEmpty { read(for: 1) }
    }
  }

  /// Shows on the screen what some other program writes meanwhile.
  public func disturb(_ text: String) {
    _ = model.take(Array(text.utf8))
  }

  /// Reads what the program writes within the time; true where there was anything.
  @discardableResult
  func read(for milliseconds: Int) -> Bool {
    guard master >= 0 else {
      poll(nil, 0, Int32(milliseconds))
      return false
    }
    var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, Int32(milliseconds)) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    let count = Glibc.read(master, &buffer, buffer.count)
    guard count > 0 else { return false }
    output += buffer.prefix(count)
    let answer = model.take(buffer.prefix(count))
    if !answer.isEmpty { send(bytes: answer) }
    return true
  }

  /// Waits for the program to end, and reads what it wrote last; nil where the time is over.
  public func waitForExit(within limit: Duration = .seconds(10)) -> Exit? {
    let end = ContinuousClock.now + limit
    while exit == nil {
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG) == process {
        exit = status & 0x7F == 0 ? .code(status >> 8 & 0xFF) : .signal(status & 0x7F)
      } else if ContinuousClock.now > end {
        return nil
      } else {
        read(for: 5)
      }
    }
    while read(for: 25) {}
    return exit
  }

  private static func setSize(of descriptor: Int32, _ size: Size) {
    var window = winsize()
    window.ws_col = UInt16(size.columns)
    window.ws_row = UInt16(size.rows)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &window)
  }
}
