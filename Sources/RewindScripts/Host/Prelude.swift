/// The JavaScript that runs before a script: files, each a function that is given what those before it made.
enum Prelude {
  /// The files by their names, in the order in which they run.
  static let files: [(name: String, code: String)] = [
    ("showing", text(PackageResources.showing_js)),
    ("world", text(PackageResources.world_js)),
    ("shapes", text(PackageResources.shapes_js)),
    ("states", text(PackageResources.states_js)),
    ("reading", text(PackageResources.reading_js)),
    ("events", text(PackageResources.events_js)),
    ("handlers", text(PackageResources.handlers_js)),
    ("outputs", text(PackageResources.outputs_js)),
    ("chain", text(PackageResources.chain_js)),
    ("naming", text(PackageResources.naming_js)),
    ("forms", text(PackageResources.forms_js)),
    ("calls", text(PackageResources.calls_js)),
    ("folding", text(PackageResources.folding_js)),
    ("lifting", text(PackageResources.lifting_js)),
    ("numbers", text(PackageResources.numbers_js)),
    ("projections", text(PackageResources.projections_js)),
    ("rows", text(PackageResources.rows_js)),
    ("digests", text(PackageResources.digests_js)),
    ("keeping", text(PackageResources.keeping_js)),
    ("telling", text(PackageResources.telling_js)),
    ("taking", text(PackageResources.taking_js)),
    ("projecting", text(PackageResources.projecting_js)),
    ("requests", text(PackageResources.requests_js)),
  ]

  /// Makes what the files are given, and a function that lets the next one, by its name, add to it.
  static let start = """
    (function () {
      const rewind = {}
      return (name, make) => rewind[name] = typeof make === 'function' ? make(rewind) : make
    })()
    """

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
