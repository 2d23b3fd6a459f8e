internal import Glibc

/// The file in a store that says that its streams are the sample's: its `account` is this module's.
public struct SampleStamp: Sendable {
  private static let name = "demo.json"
  private static let demoStart = "{\"demo\": "
  private let text: String

  /// The demo history of a version.
  static func demo(version: Int, events: Int) -> SampleStamp {
    SampleStamp(text: "\(demoStart)\(version), \"events\": \(events)}\n")
  }

  /// A log that was made to be measured.
  public static func reference(events: Int) -> SampleStamp {
    SampleStamp(text: "{\"reference\": 1, \"events\": \(events)}\n")
  }

  /// Whether a store has the stamp, whichever.
  static func isSet(at store: String) -> Bool {
    access("\(store)/\(name)", F_OK) == 0
  }

  /// Whether a store has a demo history's stamp.
  static func isOfDemo(at store: String) -> Bool {
    let descriptor = open("\(store)/\(name)", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let demo = Array(demoStart.utf8)
    var start = [UInt8](repeating: 0, count: demo.count)
    return read(descriptor, &start, start.count) == start.count && start == demo
  }

  /// Writes the stamp into a store.
  public func set(at store: String) throws(DemoStoreError) {
    try DemoPlace.write(text, to: "\(store)/\(Self.name)")
  }
}
