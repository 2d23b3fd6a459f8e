import Explorer
import Rewind
import RewindScripts

/// `rewind fold new`: a script to begin with.
struct FoldNewCommand {
  let invocation: Invocation
  let category: String

  func run() throws -> Int32 {
    let named = try invocation.log()
    // The code that is there is not needed to look at events.
    let log = try invocation.withoutCode.openLog(at: named)
    let template = try FoldTemplate(category: category, in: log.snapshot())
    let code = try Folds.code(for: named.paths, with: invocation.shared.code, beginsFolder: true)
    guard let folder = code.aggregates.first else {
      throw Failure(
        "nothing is written beside a log that is no store; name a folder for its code: "
          + invocation.proposed.call("fold", "new", category, "--with", "folds"))
    }
    let file = try template.write(into: folder)
    invocation.confirm("\(file) was written") { () throws(OutputError) in
      if invocation.shared.json {
        try invocation.printJSON([
          "file": .string(file), "category": .string(category),
          "types": JSONValue(template.typeCount),
        ])
      } else {
        try invocation.output.line(
          "made \(file), with \(counted(template.typeCount, "type")) of events")
      }
    }
    return 0
  }
}
