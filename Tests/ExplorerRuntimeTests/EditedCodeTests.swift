import Foundation
import Platform
import Rewind
import RewindScripts
import TestSupport
import Testing

@testable import ExplorerRuntime

@Suite("Code that is edited while the explorer is open", .timeLimit(.wholeRun))
struct EditedCodeTests {
  private let folder: TemporaryFolder
  private let source = ArraySource()

  init() throws {
    folder = try TemporaryFolder()
    try FileSystem.makeFolders(folder.path("aggregates"))
    source.add("Opened", to: "account-1", #"{"owner":"Ada"}"#)
  }

  /// Puts a file in another's place in one step, as editors do.
  private func save(_ name: String, _ text: String) throws {
    let file = try SystemFile(folder.path("new"), .making, permissions: 0o755)
    try file.write(Array(text.utf8))
    try FileSystem.rename(folder.path("new"), to: folder.path("aggregates/\(name)"))
  }

  private func exploration() throws -> Exploration {
    let code = try LogCode(store: nil, with: folder.path(""))
    var folds = FoldRegistry()
    folds.finder = CodeFinder(code, trust: nil)
    return try Exploration(of: source, folds: folds, code: code)
  }

  @Test("what hangs is ended by a save, and what was saved is asked at once")
  func hanging() throws {
    try save("account.sh", "#!/bin/sh\n: > ../begun\nexec sleep 600\n")
    var exploration = try exploration()
    try exploration.expect("the streams") { $0.contains("account-1") }
    exploration.press("\n")
    try exploration.expect("nothing as yet") { _ in FileSystem.exists(folder.path("begun")) }
    try save(
      "account.sh",
      #"""
      #!/bin/sh
      while read -r line; do
        case $line in
          *'"get":'*) n=${line##*\"n\":}; echo "{\"n\":${n%\}},\"state\":{\"owner\":\"Zoë\"}}" ;;
          *'"flush":'*) echo "$line" ;;
          *'"hello":'*) echo '{"hello":{}}' ;;
        esac
      done
      """#)
    try exploration.expect("the state by what was saved") {
      $0.contains("State v1 · account.sh") && $0.contains("Zoë")
    }
    #expect(exploration.failures == [])
    exploration.end()
  }

  @Test("what hangs over one stream is given up when another is looked at, whose state is there")
  func leftBehind() throws {
    source.add("Opened", to: "user-1", #"{"name":"Zoë"}"#)
    try save("account.sh", "#!/bin/sh\n: > ../begun\nexec sleep 600\n")
    var exploration = try exploration()
    try exploration.expect("the streams") { $0.contains("user-1") }
    exploration.press("\n")
    try exploration.expect("nothing as yet") { _ in FileSystem.exists(folder.path("begun")) }
    exploration.press(":user-1\n")
    try exploration.expect("the other stream's state") {
      $0.contains("user-1") && $0.contains("no fold") && $0.contains("name")
    }
    #expect(exploration.failures == [])
    exploration.end()
  }

  @Test(
    "a folder that was named for code is looked at from then on, and one that has code is refused")
  func begunFolder() throws {
    var folds = FoldRegistry()
    folds.finder = CodeFinder(.none, trust: nil)
    var exploration = try Exploration(of: source, folds: folds)
    try exploration.expect("the streams") { $0.contains("account-1") }
    exploration.press("\n")
    try exploration.expect("no fold") { $0.contains("e write a fold") }
    exploration.press("e")
    for _ in 1...5 { exploration.erase() }
    exploration.press(folder.path("") + "\n")
    try exploration.expect("the refusal") { $0.contains("has code already") }
    exploration.press("e")
    for _ in 1...5 { exploration.erase() }
    exploration.press(folder.path("new") + "\n")
    let file = folder.path("new/aggregates/account.js")
    #expect(exploration.edited.map(\.path) == [file])
    try exploration.expect("a fold") { !$0.contains("e write a fold") }
    FileSystem.removeFile(file)
    try exploration.expect("no fold any more") { $0.contains("e write a fold") }
    exploration.end()
  }

  @Test("a file of almost the category's name is spoken of in the state")
  func almost() throws {
    try save("accounts.sh", "#!/bin/sh\n")
    var exploration = try exploration()
    try exploration.expect("the streams") { $0.contains("account-1") }
    exploration.press("\n")
    try exploration.expect("what is passed over") {
      $0.contains("! aggregates/accounts.sh is for") && $0.contains("Last values")
    }
    exploration.end()
  }
}
