/// A log of no known system, and the best guess at how it is mapped.
public struct UnknownMappingError: Error, Sendable, CustomStringConvertible {
  /// The file whose first event was looked at.
  public let file: String
  /// The first event.
  public let event: JSONObject
  /// The mapping that the values and the keys of a sample suggest.
  public let guess: EnvelopeMapping
  /// What the guess finds in the sample, a role each.
  public let coverage: [RoleCoverage]
  /// The lines that were looked at.
  let sample: LogSample

  /// One line: the file, its keys, and the mapping to give.
  public var description: String {
    "\(file): unknown keys (\(keys)); give a mapping, such as "
      + "EnvelopeMapping(arguments: \(guess.arguments))"
  }

  /// What the guess leads to: `stream issue_id 259 streams · type event_type 9 types`.
  public var summary: String { RoleCoverage.summary(coverage) }

  /// What another mapping finds in the same lines, a role each.
  ///
  /// - Throws: ``UnfitMappingError`` where it finds no event, or nothing of a role that it has.
  public func coverage(of mapping: EnvelopeMapping) throws(UnfitMappingError) -> [RoleCoverage] {
    if let unfit = UnfitMappingError(mapping, in: sample) { throw unfit }
    return RoleCoverage.of(mapping, in: sample)
  }

  private var keys: String {
    let names = event.prefix(8).map(\.key)
    return names.joined(separator: ", ") + (event.count > names.count ? ", …" : "")
  }

  /// Guesses by a sample that has a line.
  init?(_ sample: LogSample, _ facts: SampleFacts) {
    guard let first = sample.lines.first else { return nil }
    file = first.file
    event = first.text.value.object ?? JSONObject()
    self.sample = sample
    guess = MappingGuess.mapping(of: facts)
    coverage = RoleCoverage.of(guess, in: sample)
  }
}
