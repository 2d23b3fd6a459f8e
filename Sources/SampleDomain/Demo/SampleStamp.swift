internal import Glibc

/// The file in a store that says that its streams are the sample's: its `account` is this module's.
public struct SampleStamp: Sendable {
  private static let name = "demo.json"
  private let text: String

  /// The demo history of a version.
  static func demo(version: Int, events: Int) -> SampleStamp {
    SampleStamp(text: "{\"demo\": \(version), \"events\": \(events)}\n")
  }

  /// A log that was made to be measured.
  public static func reference(events: Int) -> SampleStamp {
    SampleStamp(text: "{\"reference\": 1, \"events\": \(events)}\n")
  }

  /// Whether a store has the stamp, whichever.
  static func isSet(at store: String) -> Bool {
    access("\(store)/\(name)", F_OK) == 0
  }

  /// Writes the stamp into a store.
  public func set(at store: String) throws(DemoStoreError) {
    try DemoPlace.write(text, to: "\(store)/\(Self.name)")
  }
}
