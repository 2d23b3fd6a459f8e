/// Numbers of lines that may be missing are kept without the room, and the time, of an optional.
extension Int64 {
  /// Stands for a number that a line does not give; no line's number is as low.
  static let unknown = Int64.min

  /// The number, or nil where it is not given.
  var known: Int? { self == .unknown ? nil : Int(self) }
}
