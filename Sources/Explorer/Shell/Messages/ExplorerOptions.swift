/// The options of the explorer for one log.
public struct ExplorerOptions: Sendable {
  /// What to call the log on screen: `bank`.
  public var logName: String
  /// How a person names the log.
  public var words: LogWords
  /// How things are shown.
  public var display: DisplayOptions
  /// Whether the log belongs to another program and is never written to.
  public var isReadOnly: Bool
  /// Whether a person can put code beside the log that folds its streams.
  public var takesCode = true
  /// The projections that there are at first, in the order in which they are listed.
  public var projections: [ListedProjection]
  /// What to say first, such as the mapping that a foreign log is read with.
  public var greeting: String?
  /// Where to start; the streams, where nil.
  public var start: StartingPlace?

  /// Makes options; those left out are those of a Rewind store in a UTF-8 terminal with colours.
  public init(
    logName: String, words: LogWords = LogWords(), display: DisplayOptions = DisplayOptions(),
    isReadOnly: Bool = false, projections: [ListedProjection] = [], greeting: String? = nil,
    start: StartingPlace? = nil
  ) {
    self.logName = logName
    self.words = words
    self.display = display
    self.isReadOnly = isReadOnly
    self.projections = projections
    self.greeting = greeting
    self.start = start
  }
}
