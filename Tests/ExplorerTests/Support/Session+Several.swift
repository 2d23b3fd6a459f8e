import Explorer
import TextUI

extension Session {
  /// Three logs side by side, the list of them shown: two that are alike, and a foreign one.
  static func several(
    size: Size = Size(columns: 80, rows: 24), glyphs: GlyphSet = .unicode, usesColor: Bool = true
  ) -> Session {
    func options(_ name: String, _ words: String) -> ExplorerOptions {
      ExplorerOptions(
        logName: name, words: LogWords(arguments: words),
        display: Fixture.display(glyphs: glyphs, usesColor: usesColor),
        projections: ReadModelFixture.listed)
    }
    var trips = options("trips", "trips.jsonl --map stream=trip")
    trips.isReadOnly = true
    trips.greeting = "read-only, mapping as given: stream=trip"
    let trip = Fixture.event("1", 1, "TripStarted", "2026-01-04T10:00:00Z", "{}")
    return Session(
      logs: [
        (options("bank", "./bank"), Fixture.bank),
        (options("staging", "eu/staging"), Fixture.bank + Fixture.twoMore),
        (trips, Fixture.positioned([trip])),
      ], size: size)
  }
}
