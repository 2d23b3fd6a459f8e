import Testing

@Suite("Where JavaScriptCore is not installed")
struct HiddenEngineTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    #expect(try program.run("init", "bank").status == 0)
    program.environment["REWIND_LOG"] = program.path("bank")
    for (stream, data) in [("account-1", #"{"balance":5}"#), ("order-1", #"{"total":7}"#)] {
      #expect(try program.run("append", stream, "Opened", "--data", data).status == 0)
    }
    #expect(try program.shell("mkdir -p bank/aggregates").status == 0)
    try program.file(
      "bank/aggregates/account.js",
      "export default { Opened: (s, e) => ({ opened: e.data.balance }) }")
  }

  private func hide() {
    program.environment["REWIND_JAVASCRIPTCORE"] = "/nonexistent"
  }

  @Test("a state by a script says which package to install, and no other fold takes its place")
  func script() throws {
    let state = try program.run("state", "account-1", "--json")
    #expect(state.status == 0)
    #expect(state.output.contains(#""opened":5"#))
    hide()
    #expect(
      try program.run("state", "account-1")
        == Outcome(
          status: 2, output: "",
          errors:
            "rewind: JavaScriptCore is not installed, which runs scripts; to install it: apt-get"
            + " install libjavascriptcoregtk-4.1-0\n"))
  }

  @Test("everything else works")
  func everythingElse() throws {
    hide()
    #expect(try program.run("streams").status == 0)
    #expect(try program.run("events").output.contains("account-1"))
    #expect(try program.run("state", "order-1", "--json").output.contains(#""total":7"#))
    #expect(try program.run("verify").status == 0)
    #expect(try program.run("append", "account-1", "Noted").status == 0)
  }
}
