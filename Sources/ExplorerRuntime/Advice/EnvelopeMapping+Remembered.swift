package import Rewind

extension EnvelopeMapping {
  /// What a mapping is called that was given once, and is remembered for a log.
  package static let rememberedName = "remembered"

  /// Whether it is remembered, and not given or recognised.
  package var isRemembered: Bool { name == Self.rememberedName }
}
