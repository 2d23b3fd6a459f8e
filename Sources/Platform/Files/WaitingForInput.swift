internal import Glibc

extension SystemFile {
  /// Waits until there is something to read, or no writer is left.
  ///
  /// - Parameter milliseconds: how long at most; for ever where below 0.
  /// - Returns: false where nothing came in time.
  package func isReadable(within milliseconds: Int) -> Bool {
    Self.readable(among: [self], within: milliseconds)?.isEmpty == false
  }

  /// Waits until one of several files has something to read, or no writer left.
  ///
  /// - Parameter milliseconds: how long at most; for ever where below 0.
  /// - Returns: the numbers of those files, none where a signal came first; nil where nothing came in
  ///   time.
  package static func readable(
    among files: [SystemFile], within milliseconds: Int
  ) -> Set<Int>? {
    var states = files.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    let count = poll(&states, nfds_t(states.count), Int32(clamping: milliseconds))
    if count == 0 { return nil }
    return Set(states.indices.filter { count > 0 && states[$0].revents != 0 })
  }

  /// Waits until a descriptor that does not block takes more.
  func waitUntilWritable() {
    var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&state, 1, -1)
  }
}
