/// The JavaScript that runs before a script, one function a file.
enum Prelude {
  static let showing = text(PackageResources.showing_js)
  static let world = text(PackageResources.world_js)
  static let states = text(PackageResources.states_js)
  static let forms = text(PackageResources.forms_js)
  static let folding = text(PackageResources.folding_js)

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
