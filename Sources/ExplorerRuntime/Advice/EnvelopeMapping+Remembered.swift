package import Rewind

extension EnvelopeMapping {
  /// What a mapping is called that was given once, and is remembered for a log.
  package static let rememberedName = "remembered"
  /// What a mapping is called that a person gives.
  private static let givenName = "own"

  /// Whether it is remembered, and not given or recognised.
  package var isRemembered: Bool { name == Self.rememberedName }

  /// What is said of it: its name, and of one that a person gave, now or before, what it says.
  var remark: String {
    if isRemembered { return "mapping as remembered: \(line)" }
    return name == Self.givenName ? "mapping as given: \(line)" : "mapping: \(name)"
  }
}
