public import Testing

import Foundation

/// The real logs and hostile texts of `../shared/data`, beside the checkout or where
/// `REWIND_SHARED_DATA` says.
public enum SharedData {
  /// The path of a folder or file; nil where it is not there.
  public static func path(_ name: String) -> String? {
    let packageRoot = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let beside = packageRoot.deletingLastPathComponent().appendingPathComponent("shared/data").path
    let elsewhere = ProcessInfo.processInfo.environment["REWIND_SHARED_DATA"]
    return [beside, elsewhere].compactMap(\.self).map { "\($0)/\(name)" }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  /// The files of a folder, by name; none where it is not there.
  public static func files(in folder: String) throws -> [(name: String, bytes: [UInt8])] {
    guard let path = path(folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: path).sorted().map { name in
      (name, [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))))
    }
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test, saying so, where a part of the shared data is not there.
  public static func needsSharedData(_ name: String) -> Self {
    .enabled(if: SharedData.path(name) != nil, "there is no ../shared/data/\(name)")
  }
}
