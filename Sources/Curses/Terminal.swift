internal import CNcurses
internal import CTerminal
internal import Glibc
public import TextUI

/// The user's terminal, while the explorer has it.
///
/// One at a time, used from one thread; `wake` may be signalled from any. While it is open,
/// standard error is kept in memory and printed when it closes, and whatever ends the process
/// (except SIGKILL) leaves the terminal as it was found.
///
///     let terminal = try Terminal.open(mending: MappedFile.mend)
///     defer { terminal.close() }
///     terminal.present(canvas)
///     for event in terminal.next(timeoutMilliseconds: nil) { … }
public final class Terminal {
  /// How large the terminal is.
  public internal(set) var size: Size
  /// Whether colours are shown: the terminal has them and `NO_COLOR` is not set.
  public let supportsColor: Bool
  /// Whether the locale is one of UTF-8; where not, draw with `GlyphSet.ascii`.
  public let isUTF8: Bool
  /// Ends a wait in `next` from any thread.
  public let wake: WakeUp

  let input: Int32
  let signals: Int32
  /// Signals that have come and are not reported yet.
  var caughtSignals: Set<Int32> = []
  /// Whether `next` owes a `.resized`.
  var mustReportSize = false
  var decoder = InputDecoder()
  var shown: Canvas?
  var isCursorVisible = true
  private var wantsMouse = false
  private var isUp = false

  /// Takes the terminal: its other screen, every key raw, flow control off.
  ///
  /// Keys are read from standard input, or from `/dev/tty` where that is something else.
  ///
  /// - Parameter mend: is asked first at a bus error, with the address that was read, and returns whether
  ///   reading there goes on: then it is no crash, and the terminal is left alone. It is called in a signal
  ///   handler.
  public static func open(
    mending mend: @escaping @convention(c) (_ address: UnsafeMutableRawPointer?) -> Bool
  ) throws(TerminalError) -> Terminal {
    guard isatty(STDOUT_FILENO) == 1 else { throw .noTerminal }
    try checkDescription()
    let isUTF8 = adoptLocale()
    var input = STDIN_FILENO
    if isatty(input) != 1 {
      input = Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC)
      if input < 0 { throw .noInput }
    }
    guard rw_guard_install(STDOUT_FILENO, mend) != 0 else { throw .noTerminal }
    guard let wake = WakeUp() else { throw .system("no descriptor is free") }
    let signals = rw_signals_catch()
    guard signals >= 0 else { throw .system("no descriptor is free") }
    // Before ncurses changes the modes, so that nothing can end the process in between unrestored.
    rw_guard_raise()
    guard rw_start(input) else {
      rw_guard_lower()
      rw_signals_release()
      throw .system("ncurses cannot start")
    }
    rw_signals_renew()
    return Terminal(input: input, signals: signals, wake: wake, isUTF8: isUTF8)
  }

  private init(input: Int32, signals: Int32, wake: WakeUp, isUTF8: Bool) {
    self.input = input
    self.signals = signals
    self.wake = wake
    self.isUTF8 = isUTF8
    supportsColor = Self.startColors()
    size = Size(columns: Int(rw_columns()), rows: Int(rw_rows()))
    rw_raw_modes()
    let reset = Self.resetText()
    reset.withCString { rw_guard_set_reset($0, reset.utf8.count) }
    enter()
  }

  /// Gives the terminal back as it was found, and prints what went to standard error meanwhile.
  ///
  /// Without effect when it is closed already.
  public func close() {
    guard isUp else { return }
    leave()
    rw_signals_release()
  }

  /// Gives the terminal to someone else meanwhile, such as an editor.
  ///
  /// - Returns: What `body` returns; the next canvas presented is drawn whole.
  public func released<Result>(_ body: () throws -> Result) rethrows -> Result {
    leave()
    defer { enter() }
    return try body()
  }

  /// Gives the terminal to a program that reads its keys, until it ends.
  ///
  /// Signals that the keys send meanwhile are that program's; ``next(timeoutMilliseconds:)`` reports
  /// `.resized` afterwards, so that the screen is drawn again.
  public func lent<Result>(_ body: () throws -> Result) rethrows -> Result {
    defer {
      collectSignals()
      caughtSignals.subtract([SIGINT, SIGQUIT, SIGTSTP, SIGCONT])
      mustReportSize = true
    }
    return try released(body)
  }

  /// Stops the process as Ctrl-Z does; returns when the shell lets it go on.
  ///
  /// `next` reports `.resized` afterwards, so that the screen is drawn again.
  public func suspend() {
    released { rw_signals_stop() }
    // We are the ones who waited for it.
    collectSignals()
    caughtSignals.remove(SIGCONT)
    mustReportSize = true
  }

  /// Turns mouse reports on or off; they start off, so that the terminal's own selecting works.
  public func setMouse(_ on: Bool) {
    wantsMouse = on
    send(on ? "\u{1B}[?1002h\u{1B}[?1006h" : "\u{1B}[?1006l\u{1B}[?1002l")
  }

  /// Makes the next `present` send the whole screen, whatever may have written over it.
  public func redraw() {
    shown = nil
  }

  /// Asks the terminal to put a text on the clipboard of the machine it runs on (OSC 52).
  ///
  /// Whether it does is the terminal's to decide; it does not say.
  public func copyThroughTerminal(_ text: String) {
    send("\u{1B}]52;c;\(Base64.encoded(Array(text.utf8)))\u{7}")
  }

  private func enter() {
    rw_guard_raise()
    rw_forget_screen()
    refresh()
    isCursorVisible = true
    showCursor(false)
    send("\u{1B}[?2004h")
    shown = nil
    isUp = true
    if wantsMouse { setMouse(true) }
    adoptSize()
  }

  private func leave() {
    isUp = false
    send("\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?2004l")
    showCursor(true)
    endwin()
    rw_guard_lower()
  }

  /// Bytes that ncurses knows nothing of; it has sent all of its own by now.
  func send(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      // A terminal that is gone is reported by `next`.
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Asks the terminal for its size; false where it has not changed.
  @discardableResult
  func adoptSize() -> Bool {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0,
      window.ws_col > 0
    else { return false }
    let now = Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
    guard now != size || rw_rows() != window.ws_row || rw_columns() != window.ws_col else {
      return false
    }
    resizeterm(Int32(window.ws_row), Int32(window.ws_col))
    size = now
    shown = nil
    return true
  }
}
