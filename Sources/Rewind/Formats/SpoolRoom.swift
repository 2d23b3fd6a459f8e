internal import Synchronization

/// How many bytes the lines may take that are made of what a log's files hold, all together.
final class SpoolRoom: Sendable {
  /// 2 GiB.
  static let usual = 2 << 30

  let limit: Int
  private let state = Mutex(State())

  private struct State {
    var taken = 0
    var isExceeded = false
  }

  /// Makes room for so many bytes.
  init(_ limit: Int = SpoolRoom.usual) {
    self.limit = limit
  }

  /// Takes room for lines, or for as many of their bytes as there is room for.
  func take(_ count: Int) -> Int {
    state.withLock { state in
      let granted = min(count, max(0, limit - state.taken))
      state.taken += granted
      if granted < count { state.isExceeded = true }
      return granted
    }
  }

  /// Gives back what lines took that are gone.
  func giveBack(_ count: Int) {
    state.withLock { $0.taken -= count }
  }

  /// Whether there were more lines than room.
  var isExceeded: Bool { state.withLock(\.isExceeded) }
}
