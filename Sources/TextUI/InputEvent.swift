/// What the user did.
public enum InputEvent: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// Text was pasted in one piece; line ends are `\n`. It is not trusted.
  case paste(String)
  /// The mouse did something.
  case mouse(MouseEvent)
  /// The Esc just delivered was the start of a longer key's sequence: undo what it did.
  ///
  /// The key itself follows.
  case escapeRetracted
}

/// What the mouse did, and where.
public struct MouseEvent: Hashable, Sendable {
  /// What happened to the left button or the wheel.
  public enum Kind: Hashable, Sendable {
    /// The left button went down.
    case press
    /// The left button went up.
    case release
    /// The pointer moved with the left button down.
    case drag
    /// The wheel turned away from the person.
    case scrollUp
    /// The wheel turned towards the person.
    case scrollDown
  }

  /// What happened.
  public var kind: Kind
  /// The cell it happened on.
  public var point: Point
  /// 1 for a click, 2 for a double click; 0 where nothing was pressed.
  public var clicks: Int

  /// Makes an event.
  public init(kind: Kind, point: Point, clicks: Int = 1) {
    self.kind = kind
    self.point = point
    self.clicks = clicks
  }
}
