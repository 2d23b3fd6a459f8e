import Rewind
import RewindScripts
import Testing

@Suite("Folds by scripts")
struct ScriptFoldTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  @Test("where no program runs scripts, the error says how to name one")
  func noProgram() throws {
    var settings = ScriptFolder.settings
    settings.program = "/no/such/rewind"
    let fold = try folder.fold("export default {}", settings: settings)
    let error = #expect(throws: ScriptEngineError.self) { try fold.initial() }
    #expect(error?.description.contains("/no/such/rewind") == true)
    #expect(error?.description.contains("REWIND") == true)
  }

  @Test("ten lines of evolve fold an account")
  func evolve() throws {
    let fold = try folder.fold(
      """
      export const initialState = () => ({ balance: 0 })
      export function evolve(state, { type, data }) {
        switch (type) {
          case "Deposited": return { ...state, balance: state.balance + data.amount }
          case "Withdrawn": return { ...state, balance: state.balance - data.amount }
          case "Closed": return null
          default: return state
        }
      }
      """)
    #expect(
      try fold.states([
        #"Deposited {"amount":5}"#, #"Withdrawn {"amount":2}"#, "Noted", "Closed",
      ]) == [#"{"balance":5}"#, #"{"balance":3}"#, #"{"balance":3}"#, "null"])
  }
}
