import Testing

@testable import Rewind

@Suite("The order of keys")
struct KeyOrderTests {
  @Test("rows are written in the order of their keys, as a database has it")
  func order() {
    let keys = [
      "account-10", "account-9", "account-1", "account-1\0", "account-100000000000001",
      "account-100000000000000", "account-é", "account-", "z", "", "account-1\0\0",
    ]
    for count in 1...keys.count {
      let sorted = keys[..<count].sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      #expect(KeyOrder.sorted(Array(0..<count)) { keys[$0] }.map { keys[$0] } == sorted)
    }
    #expect(KeyOrder.sorted([]) { keys[$0] }.isEmpty)
  }
}
