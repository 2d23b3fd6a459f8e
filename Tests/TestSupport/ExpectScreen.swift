import Foundation
public import Testing
public import TextUI

/// Expects the canvas to look as recorded in `Screens/NAME.txt` beside the calling file.
///
/// The `Screens` folder may also stand in a folder above the caller's. With `RECORD_SCREENS=1`
/// in the environment the file is written, and the test fails, so that a recording is never
/// mistaken for a check.
public func expectScreen(
  _ canvas: Canvas, matches name: String, filePath: StaticString = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let file = screensFolder(of: "\(filePath)").appendingPathComponent(name + ".txt")
  let shown = ScreenText.text(of: canvas)
  if ProcessInfo.processInfo.environment["RECORD_SCREENS"] == "1" {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(shown.utf8).write(to: file)
      Issue.record("Recorded the screen “\(name)”.", sourceLocation: sourceLocation)
    } catch {
      Issue.record("Cannot record the screen “\(name)”: \(error)", sourceLocation: sourceLocation)
    }
    return
  }
  guard let data = try? Data(contentsOf: file) else {
    Issue.record(
      "There is no recorded screen “\(name)”: RECORD_SCREENS=1 records it.\n\(shown)",
      sourceLocation: sourceLocation)
    return
  }
  let difference = LineDifference.text(String(decoding: data, as: UTF8.self), shown)
  if !difference.isEmpty {
    Issue.record(
      "The screen is not as recorded in “\(name)” (-):\n\(difference)",
      sourceLocation: sourceLocation)
  }
}

/// The nearest `Screens` folder at or above the file's own, or where it would be made.
private func screensFolder(of path: String) -> URL {
  let own = URL(fileURLWithPath: path).deletingLastPathComponent()
  var folder = own
  while folder.pathComponents.count > 1 && folder.lastPathComponent != "Tests" {
    let screens = folder.appendingPathComponent("Screens")
    if FileManager.default.fileExists(atPath: screens.path) { return screens }
    folder.deleteLastPathComponent()
  }
  return own.appendingPathComponent("Screens")
}
