import Curses
import Explorer
import Platform
public import Rewind
import RewindScripts
package import TextUI

/// The explorer, opened by any program on logs of its own, with its own aggregates and projections.
///
///     let explorer = ExplorerProgram(
///       ExploredLog(at: ["bank"], aggregates: [BankAccount.self], projections: [CurrentBalances()]))
///     let ending = try explorer.run()
///     for line in ending.lines { print(line) }
///
/// A program that does nothing else calls ``runAndExit()``.
public struct ExplorerProgram: Sendable {
  /// The logs to be shown, in the order in which they are listed; at least one.
  public var logs: [ExploredLog]
  /// Where in the first log to start; nil for its streams, or for the list of several logs.
  public var start: ExplorerPlace?
  /// The time zone that times are shown and read in.
  public var zone = TimeZoneChoice.local
  /// Whether borders and marks are drawn in ASCII, as they are where the locale is not one of UTF-8.
  public var usesASCII = false
  /// Whether colours may be used; where `NO_COLOR` is set, or the terminal has none, they are not.
  public var usesColor = true
  /// What was typed before it began, and is meant for it.
  package var typedAhead: [InputEvent] = []

  /// An explorer of one log, or of several side by side.
  public init(_ logs: ExploredLog...) {
    self.logs = logs
  }

  /// An explorer of one log, or of several side by side.
  public init(_ logs: [ExploredLog]) {
    self.logs = logs
  }

  /// Shows the logs on the terminal until the person quits, then gives the terminal back.
  ///
  /// The calling thread is the one that draws; reading, folding and projecting are done on others, which
  /// have ended, or are about to, when this returns. While the explorer runs it handles SIGINT, SIGTERM,
  /// SIGHUP and SIGQUIT. Where standard error is the terminal, what is written to it is kept until the
  /// terminal is given back. One of several logs that cannot be opened is listed with the reason, and tried
  /// again.
  ///
  /// - Returns: how it ended, and the lines to print.
  /// - Throws: ``ExplorerError`` where none of the logs can be opened, or there is no terminal.
  public func run() throws(ExplorerError) -> ExplorerEnding {
    precondition(!logs.isEmpty, "an explorer needs a log")
    let sources = try openedSources()
    if logs.contains(where: \.opening.takesStandardInput) {
      try Keyboard.takePlaceOfStandardInput()
    } else {
      try Keyboard.check()
    }
    // To write to a clipboard's tool that has gone must not end the process with the terminal in its
    // hands.
    let brokenPipe = SystemSignal.ignore(SystemSignal.brokenPipe)
    defer { brokenPipe.restore() }
    let (reason, sessions) = try ExplorerError.wrap { () throws(TerminalError) in
      try ExplorerLoop.run(sources, typedAhead)
    }
    return ExplorerEnding(
      reason: reason, stoppedRebuilds: LogSession.stopWork(of: sessions),
      failures: sessions.compactMap(\.failure), logs: sessions.map(\.log))
  }

  /// Shows the logs until the person quits, and ends the process.
  ///
  /// ``ExplorerEnding/lines`` are written to standard error. The exit status is 0
  /// where the person quit, 2 where a log or the terminal could not be opened, and 128 and the signal's
  /// number where a signal ended it.
  public func runAndExit() -> Never {
    do {
      let ending = try run()
      Self.complain(ending.lines)
      ThisProcess.exit(ending.exitStatus)
    } catch {
      Self.complain(error.lines)
      ThisProcess.exit(2)
    }
  }

  private static func complain(_ lines: [String]) {
    SystemFile.standardError.write(text: lines.map { $0 + "\n" }.joined())
  }
}

// MARK: - Opening

extension ExplorerProgram {
  /// The logs, those open that can be opened now.
  private func openedSources() throws(ExplorerError) -> [LogOpening] {
    var failures: [String] = []
    let opened = logs.map { log -> LogOpening.State in
      guard log.opening != .besideTheOthers else { return .toBeOpened }
      do {
        return .open(try log.open())
      } catch {
        let trouble = LogTrouble(error, proposing: log.words.calls)
        failures.append(trouble.line)
        return .failed(trouble)
      }
    }
    guard failures.count < logs.count else { throw .unopened(failures) }
    let names = LogNames.distinct(
      zip(logs, opened).map { log, state in
        (name: state.opened.map(name) ?? log.name, path: log.path)
      })
    return zip(names.indices, zip(logs, opened)).map { number, source in
      let (log, state) = source
      var options = options(of: log, state.opened)
      options.logName = names[number]
      if number == 0 { options.start = start?.place }
      return LogOpening(options: options, state: state) { [self] in
        let opened = try log.open()
        return (opened, self.options(of: log, opened))
      }
    }
  }

  /// What a log that is open is called on screen.
  private func name(of opened: OpenedLog) -> String {
    let name = opened.source.name
    return (opened.source as? EventLog)?.input == nil ? name : LogNames.short(name, glyphs: glyphs)
  }

  private var glyphs: GlyphSet { usesASCII ? .ascii : .unicode }

  private func options(of log: ExploredLog, _ opened: OpenedLog?) -> ExplorerOptions {
    var options = ExplorerOptions(
      logName: opened.map(name) ?? log.name, words: log.words,
      display: DisplayOptions(zone: zone, glyphs: glyphs, usesColor: usesColor),
      isReadOnly: !(opened?.source.isStore ?? log.isStore),
      projections: opened?.projections.listed ?? log.projections.map { ListedProjection($0) },
      greeting: opened?.greeting)
    options.takesCode = opened.map { $0.folds.finder is CodeFinder } ?? true
    return options
  }
}
