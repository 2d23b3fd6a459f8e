/// What the line of an event says beyond what is read of it.
public struct LoggedRoles: Hashable, Sendable {
  /// The time as the log spells it, where that is not RFC 3339 in UTC; else nil.
  public let time: String?
  /// Why roles that are there could not be read, a sentence each.
  public let unreadReasons: [String]

  /// Says what a line says beyond what is read of it, which is nothing where nothing is given.
  public init(time: String? = nil, unreadReasons: [String] = []) {
    self.time = time
    self.unreadReasons = unreadReasons
  }
}

extension LogSnapshot {
  /// What the line at a position says beyond what is read of it: nothing in a store, of a damaged line, and
  /// where a source has no files.
  ///
  /// - Throws: ``LogFileError``, ``LogChangedError``.
  public func loggedRoles(at position: Int) throws -> LoggedRoles {
    guard let files = fileReader, !files.isStore, !index[position].isDamaged else {
      return LoggedRoles()
    }
    return try files.loggedRoles(at: position, in: index)
  }
}

extension Timestamp {
  /// Whether a text is this time in RFC 3339 and in UTC, however many digits its fraction has.
  func isSpelled(_ text: String) -> Bool {
    func shortest(_ text: String) -> Substring {
      var rest = text.hasSuffix("Z") ? text.dropLast() : text[...]
      guard rest.contains(".") else { return rest }
      while rest.hasSuffix("0") { rest.removeLast() }
      return rest.hasSuffix(".") ? rest.dropLast() : rest
    }
    return text.hasSuffix("Z") && shortest(text) == shortest(rfc3339)
  }
}
