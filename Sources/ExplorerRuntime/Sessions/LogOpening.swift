import Explorer

/// How one of the explored logs is opened, or that it is open already when the explorer starts.
struct LogOpening: Sendable {
  var options: ExplorerOptions
  let state: State
  /// Opens it, and gives the explorer's options for it; from any thread.
  let open: @Sendable () throws -> (OpenedLog, ExplorerOptions)

  enum State: Sendable {
    case open(OpenedLog)
    /// It is to be opened beside the loop.
    case toBeOpened
    /// It could not be opened.
    case failed(LogTrouble)

    var opened: OpenedLog? {
      if case .open(let opened) = self { opened } else { nil }
    }
  }
}
