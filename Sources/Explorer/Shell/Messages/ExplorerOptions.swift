public import Rewind
public import TextUI

/// What the explorer is told before it starts.
public struct ExplorerOptions: Sendable {
  /// What to call the log on screen: `bank`.
  public var logName: String
  /// The log as the command line takes it, quoted for a shell; for links to a place.
  public var logArguments: String
  /// Calls to propose to a person, about the log.
  public var proposedCalls: ProposedCalls
  /// In which zone times are shown and read.
  public var zone: TimeZoneChoice
  /// The glyphs for borders, marks and charts.
  public var glyphs: GlyphSet
  /// Whether colours may be used; without them every meaning still has its glyph.
  public var usesColor: Bool
  /// Whether the log belongs to another program and is never written to.
  public var isReadOnly: Bool
  /// The projections that there are, in the order in which they are listed.
  public var projections: [ProjectionDefinition]
  /// What to say first, such as the mapping that a foreign log is read with.
  public var greeting: String?
  /// Where to start; the streams, where nil.
  public var start: StartingPlace?

  /// Makes options; those left out are those of a Rewind store in a UTF-8 terminal with colours.
  public init(
    logName: String, logArguments: String = "", proposedCalls: ProposedCalls = ProposedCalls(),
    zone: TimeZoneChoice = .local, glyphs: GlyphSet = .unicode, usesColor: Bool = true,
    isReadOnly: Bool = false, projections: [ProjectionDefinition] = [], greeting: String? = nil,
    start: StartingPlace? = nil
  ) {
    self.logName = logName
    self.logArguments = logArguments
    self.proposedCalls = proposedCalls
    self.zone = zone
    self.glyphs = glyphs
    self.usesColor = usesColor
    self.isReadOnly = isReadOnly
    self.projections = projections
    self.greeting = greeting
    self.start = start
  }
}

/// Where the explorer starts: `--at STREAM[@MOMENT]|@POSITION|TIME` and `--path P`.
///
/// It is gone to as soon as the index holds it, and given up with a notice once all is indexed.
public enum StartingPlace: Hashable, Sendable {
  /// A stream, at a moment (its end where nil), with the cursor on a path of the state.
  case stream(StreamName, Moment?, path: JSONPath? = nil)
  /// A position or a time in the whole log.
  case log(Moment)
}
