/// The state of one stream at one version.
public struct StateAtVersion: Sendable, Hashable {
  /// The version, counted from 1; 0 is before the first event.
  public let version: Int
  /// The state; nil where there is none: before the first event, after deletion.
  public let value: JSONValue?
  /// Why this version's event could not be applied; `value` is the state before it then.
  public let fault: FoldFault?
  /// The versions up to this one whose events could not be applied, ascending: the state is without them.
  public let without: [Int]
  /// Why the first event of ``without`` could not be applied; nil where that is not known.
  public let firstFault: FoldFault?
  /// What the fold says of this version's event.
  public let notes: [FoldNote]
  /// How many bytes the state holds for itself, as far as its fold knows.
  public let size: Int

  /// Describes a state.
  public init(
    version: Int, value: JSONValue?, fault: FoldFault? = nil, without: [Int] = [],
    firstFault: FoldFault? = nil, notes: [FoldNote] = [], size: Int = 0
  ) {
    self.version = version
    self.value = value
    self.fault = fault
    self.without = without
    self.firstFault = firstFault
    self.notes = notes
    self.size = size
  }
}

extension StateAtVersion {
  /// The same, with more that is said of it.
  public func saying(_ notes: [FoldNote]) -> StateAtVersion {
    StateAtVersion(
      version: version, value: value, fault: fault, without: without, firstFault: firstFault,
      notes: self.notes + notes, size: size)
  }
}

/// Why an event could not be applied.
public struct FoldFault: Sendable, Hashable, CustomStringConvertible {
  /// The version of the event, counted from 1.
  public let version: Int
  /// One line: what the fold, or the reader of the line, says.
  public let description: String

  /// Describes a fault.
  public init(version: Int, description: String) {
    self.version = version
    self.description = description
  }
}
