import Rewind
import TextUI

extension Model {
  /// Where one is.
  var place: Place {
    switch screen == .roots ? roots.origin : screen {
    case .stream:
      if let stream { return .stream(stream.id, version: stream.version) }
      return .streams(streams.selected)
    case .log: return .log(position: log.list.place)
    case .projections: return .projections(definition?.name)
    case .roots, .streams, .help: return .streams(streams.selected)
    }
  }

  /// Shows another screen, as the keys S and A do.
  mutating func show(_ target: Screen) {
    if screen == .roots { return goToRoot(roots.cursor.row, showing: target) }
    guard screen != target else { return }
    if target == .log { log.origin = .streams }
    leave(for: target)
  }

  /// Goes to another screen and remembers the place left.
  mutating func leave(for target: Screen) {
    if screen != .help { places.leave(place) }
    screen = target == .stream && stream == nil ? .streams : target
    isZoomed = false
  }

  /// Opens a stream at a version, at its last one where nil.
  mutating func open(_ id: StreamID, at version: Int? = nil) {
    let last = index.positions(of: id).count
    leave(for: screen)
    stream = makeScreen(id, version: version ?? last, last: last)
    screen = .stream
  }

  /// A stream's screen; panels and switches stay as they were on the one before.
  private func makeScreen(_ id: StreamID, version: Int, last: Int) -> StreamScreen {
    var new = StreamScreen(
      id: id, version: max(0, min(version, last)), last: last,
      origin: screen == .log || screen == .projections ? screen : .streams)
    new.state.changesOnly = stream?.state.changesOnly ?? false
    return new
  }

  /// Comes back to a place been, without remembering the one left; says so where there is none.
  mutating func comeBack(to place: Place?, or excuse: String) {
    guard let place else {
      notice = Notice(text: excuse)
      return
    }
    isZoomed = false
    switch place {
    case .streams(let id):
      screen = .streams
      if let id, let row = streams.list.firstIndex(of: id) { streams.cursor.row = row }
    case .stream(let id, let version):
      if stream?.id != id {
        stream = makeScreen(id, version: version, last: index.positions(of: id).count)
      }
      screen = .stream
      stream?.list.place = version
      if let last = stream?.list.rows.last { stream?.list.rows.last = max(last, version) }
    case .projections(let name):
      screen = .projections
      select(projection: name)
    case .log(let position):
      screen = .log
      log.list.place = position
    }
  }

  mutating func toggleHelp() {
    popup = nil
    if screen == .help {
      screen = help.origin
    } else {
      help = HelpScreen(origin: screen)
      screen = .help
    }
  }

  /// Goes where the command line said, as soon as that is there.
  mutating func goToStart() {
    guard let start, index.eventCount > 0 || knowledge.indexed == nil else { return }
    let isWhole = knowledge.indexed == nil
    switch start {
    case .stream(let name, let moment, let path):
      guard let id = index.streamID(named: name.rawValue) else {
        if isWhole { giveUpStart("no stream \(name) in \(options.logName)") }
        return
      }
      guard isWhole || moment?.isNumber == true else { return }
      let version = moment.map { self.version(at: $0, of: id) } ?? .success(nil)
      switch version {
      case .success(let version):
        self.start = nil
        open(id, at: version)
        stream?.state.wantedPath = path
      case .failure(let error): if isWhole { giveUpStart(error.text) }
      }
    case .log(let moment):
      guard isWhole || moment.isNumber else { return }
      switch position(at: moment) {
      case .success(let position):
        self.start = nil
        leave(for: .log)
        log.list.place = position
      case .failure(let error): if isWhole { giveUpStart(error.text) }
      }
    }
  }

  private mutating func giveUpStart(_ reason: String) {
    start = nil
    notice = Notice(text: reason, isError: true)
  }
}

extension Moment {
  /// Whether it is there or not, however much of the log is still to be read.
  fileprivate var isNumber: Bool {
    switch self {
    case .version, .position: true
    case .time, .end: false
    }
  }
}
