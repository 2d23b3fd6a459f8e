import Rewind
import RewindScripts
import TestSupport
import Testing

@Suite("Types that a script names and no event has")
struct UnseenTypeTests {
  private let folder: ScriptFolder
  private let log = EventLog.inMemory(
    lines: ["MoneyDeposited", "MoneyWithdrawn", "Closed", "TransferSentV1"].map {
      #"{"stream_id":"account-1","type":"\#($0)","data":{}}"#
    }
  ).snapshot()

  init() throws {
    folder = try ScriptFolder()
  }

  @Test(
    "are told of where one is nearly called so that there is",
    arguments: [
      """
      export default {
        MoneyDepositd(s) { s.a = 1 }, MoneyWithdrawn(s) { s.b = 1 }, $any() { } }
      """,
      """
      export const initialState = { }; export function evolve(s, e) { switch (e.type) {
        case "MoneyDepositd": return { a: 1 }
        case 'MoneyWithdrawn': return { b: 1 }
      } }
      """,
      """
      export const initialState = { }; export function evolve(s, e) {
        if (e.type === "MoneyDepositd") return { a: "Clossed" }
        return e.type == `MoneyWithdrawn` ? s : { b: 1 } // case "Clozed":
      }
      """,
      """
      export const initialState = { }; export function evolve(state, { data, type: kind }) {
        if ("MoneyDepositd" !== kind) return state
        return kind !== 'MoneyWithdrawn' && "Closed" === kind ? { a: data.n } : state
      }
      """,
      """
      const table = { MoneyWithdrawn: s => s,
        MoneyDepositd: (s, e) => ({ a: e.data.n }), Closed(s) { return s } }
      export const initialState = { }; export const evolve = (s, e) => table[e.type]?.(s, e) ?? s
      """,
      """
      export const initialState = { }; export function evolve(s, e) { switch (e.data.kind) { case "Clossed": return s }
        switch (e.type) { case "MoneyDepositd": switch (s.a) { case "Closd": return s }
          case "MoneyWithdrawn": return { a: 1 } }
        return e.data.type === "Cloosed" || s.type === "Clsed" || "Clozed" === e.data.type ? s : { b: 1 }
      }
      """,
      """
      fromCategory("account").foreachStream().when({
        MoneyDepositd(s) { s.a = 1 }, MoneyWithdrawn(s) { s.b = 1 } })
      """,
    ])
  func near(script: String) throws {
    let fold = try folder.fold(script)
    #expect(fold.hints(in: log) == [], "nothing is known of a script that did not run")
    _ = try fold.initial()
    #expect(
      fold.hints(in: log) == [
        "account.js:2: unseen: no event is of type MoneyDepositd; not MoneyDepositd, but"
          + " MoneyDeposited"
      ])
  }

  @Test(
    "are left alone where another type is far, handled too, or of another number",
    arguments: [
      "MoneyTransferred() { }", "MoneyDeposited() { }, MoneyDepositd() { }",
      "TransferSentV2() { }", "Posed() { }", "Closing() { }", "CloseX: 1, MoneyDeposited() { }",
    ])
  func far(handlers: String) throws {
    let fold = try folder.fold("export default { \(handlers) }")
    _ = try fold.initial()
    #expect(fold.hints(in: log) == [])
  }

  @Test("are told of without advice where what is nearly called so is rare in the log")
  func rare() throws {
    let types = Array(repeating: "MoneyDeposited", count: 99) + ["AccountClosd"]
    let log = EventLog.inMemory(
      lines: types.map { #"{"stream_id":"account-1","type":"\#($0)","data":{}}"# }
    ).snapshot()
    let fold = try folder.fold("export default { AccountClosed(s) { s.a = 1 } }")
    _ = try fold.initial()
    #expect(
      fold.hints(in: log) == [
        "account.js:1: unseen: no event is of type AccountClosed, and 1 of AccountClosd, which may be"
          + " a slip in the log"
      ])
  }

  @Test("are told of where the case of letters is another")
  func letters() throws {
    let fold = try folder.fold("export default {\n  closed(s) { s.a = 1 },\n}")
    _ = try fold.initial()
    #expect(
      fold.hints(in: log) == [
        "account.js:2: unseen: no event is of type closed; not closed, but Closed"
      ])
  }
}
