/// The file in a store that says that its streams are the sample's: its `account` is this module's.
public struct SampleStamp: Sendable {
  /// What the file is called.
  public static let fileName = "demo.json"
  /// What the stamp of a demo history, of any version, begins with.
  public static let demoStart = "{\"demo\": "

  /// What is in the file.
  public let text: String

  /// The demo history.
  public static func demo(_ history: DemoHistory) -> SampleStamp {
    SampleStamp(
      text: "\(demoStart)\(DemoHistory.version), \"events\": \(history.eventCount)}\n")
  }

  /// A log that was made to be measured.
  public static func reference(events: Int) -> SampleStamp {
    SampleStamp(text: "{\"reference\": 1, \"events\": \(events)}\n")
  }
}
