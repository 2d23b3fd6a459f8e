import Rewind
import RewindScripts
import Testing

@Suite("A script's fold gives the same answer every time")
struct DeterminismTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  @Test("what would differ from run to run", arguments: DeterminismCases.all)
  func cases(_ foldCase: FoldCase) throws { try foldCase.check(in: folder) }

  @Test("random numbers are those of the event's id")
  func chance() throws {
    let script =
      "export default { A: () => [Math.random(), Math.random()], B(s) { s.push(Math.random()) } }"
    let numbers = try numbers(FoldRun(folder.fold(script), ["A", "A", "B"]).states)
    let again = try self.numbers(FoldRun(folder.fold(script), ["A", "A", "B"], batch: 1).states)
    #expect(numbers == again)
    #expect(numbers.joined().allSatisfy { (0..<1).contains($0) })
    #expect(Set(numbers[0] + numbers[2]).count == 5, "each is another")
  }

  private func numbers(_ states: [String]) throws -> [[Double]] {
    try states.map { try JSONText($0).value.array?.compactMap(\.double) ?? [] }
  }

  @Test(
    "an event is folded once, whatever is kept beside the state and asked for late",
    arguments: [
      """
      const seen = new Set()
      export default { A(s, e) { if (seen.has(e.data)) return { twice: true }; seen.add(e.data); return { at: e.id } } }
      """,
      """
      let calls = 0
      export const initialState = {}
      export function evolve(state, event) { calls += 1; return { calls, at: event.id, twice: calls > event.version } }
      """,
    ])
  func once(script: String) throws {
    let states = try FoldRun(folder.fold(script), ["A 1", "A 2", "A 3"]).states
    #expect(states.count == 3)
    #expect(!states.joined().contains(#""twice":true"#))
  }

  @Test("an event without a time or an id has a time and random numbers too")
  func neither() throws {
    let fold = try folder.fold(
      "export default { A: (s, e) => [Date.now(), typeof Math.random(), e.timestamp, e.id, e.metadata] }"
    )
    let bare = StoredEvent.event(
      EventRecord(
        at: EventPlace(stream: "account-1", version: 1, position: 9), type: "A", data: "{}"))
    let folded = try fold.fold(
      FoldBatch([bare], firstVersion: 1, interval: 1, upcasters: .none), from: fold.initial())
    #expect(fold.value(of: folded.last)?.text() == #"[0,"number",null,null,null]"#)
  }

  @Test(
    "a warning is told once for a script, whoever folds, and stays a hint about it",
    arguments: [1, 2, 50])
  func once(batch: Int) throws {
    let fold = try folder.fold("export default { A: () => [Date.now()] }")
    let events = Array(repeating: "A", count: 50)
    let warnings = try FoldRun(fold, events, batch: batch).notes
    #expect(warnings.count == 1)
    #expect(try FoldRun(fold, events, batch: batch).notes == [])
    #expect(fold.hints(in: .empty).map { "(1) warning \($0)" } == warnings)
  }

  @Test(
    "integers that JavaScript rounds are found in data, and only those",
    arguments: [
      (#"{"id":9007199254740993}"#, "9007199254740993"),
      (#"[1,-9007199254740993]"#, "9007199254740993"),
      (#"{"a":"x","id": 12345678901234567890 }"#, "12345678901234567890"),
      (#"9007199254740993"#, "9007199254740993"),
      (#"{"a":"\"","id":[[111111111111111111111]]}"#, "111111111111111111111"),
      (#"{"id":9007199254740992}"#, nil), (#"{"id":123456789012345}"#, nil),
      (#"{"id":"9007199254740993"}"#, nil), (#"{"a":"b: 9007199254740993 "}"#, nil),
      (#"{"a":"\",9007199254740993,"}"#, nil), (#"{"a":0.90071992547409931}"#, nil),
      (#"{"a":90071992547409931.5}"#, nil), (#"{"a":90071992547409931e3}"#, nil),
      (#"{"a":"\\","b":90071992547409931}"#, "90071992547409931"),
    ] as [(String, String?)])
  func longIntegers(data: String, digits: String?) throws {
    for padding in 0..<16 {
      let fold = try folder.fold("export default { A: () => ({}) }")
      let notes = try FoldRun(
        fold, ["A {}", "A \(String(repeating: " ", count: padding))\(data)", "A \(data)"]
      ).notes
      let expected = digits.map {
        [
          "(2) warning account.js: rounded: \($0) in the data of A is an integer beyond 2^53, of which"
            + " JavaScript loses digits; not \"id\": \($0), but \"id\": \"\($0)\""
        ]
      }
      #expect(notes == expected ?? [])
    }
  }

  @Test("a type that no handler takes is not looked at")
  func notTaken() throws {
    let fold = try folder.fold("export default { A: () => ({}) }")
    #expect(try FoldRun(fold, [#"B {"id":9007199254740993}"#]).notes == [])
  }
}
