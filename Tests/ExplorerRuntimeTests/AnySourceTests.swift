import Foundation
import Rewind
import TestSupport
import Testing
import TextUI

@testable import Explorer
@testable import ExplorerRuntime

@Suite("The explorer of a source without files", .timeLimit(.wholeRun))
struct AnySourceTests {
  @Test("one that is slow, grows, fails now and then and is replaced is shown all the while")
  func journey() throws {
    let source = ArraySource(delay: 200)
    let deposits: [JSONText] = [#"{"amount":1}"#, #"{"amount":2}"#, #"{"amount":3}"#]
    for deposit in deposits { source.add("Deposited", to: "account-1", deposit) }
    source.add("Placed", to: "order-1", "{}")
    var exploration = try Exploration(of: source)
    try exploration.expect("its streams") { $0.contains("account-1") && $0.contains("order-1") }
    exploration.press("\n")
    try exploration.expect("a state") { $0.contains("~ amount") && $0.contains("2 → 3") }
    exploration.press(",")
    try exploration.expect("the one before") { $0.contains("1 → 2") }

    source.add("Deposited", to: "account-1", #"{"amount":9}"#)
    try exploration.expect("that there is more") { $0.contains("1 new") }
    exploration.press("$")
    try exploration.expect("the newest") { $0.contains("3 → 9") }

    source.fail(3)
    try exploration.expect("what is wrong") { $0.contains("Unreachable") }
    source.add("Placed", to: "order-2", "{}")
    exploration.press("S")
    try exploration.expect("that it goes on") { $0.contains("6 events") }

    exploration.press("R")
    try exploration.expect("the projections") { $0.contains("event_types") }
    exploration.press("br")
    try exploration.expect("a read model") { $0.contains("rebuilt to @6") }

    source.replace([])
    source.add("Opened", to: "account-7", "{}")
    exploration.press("S")
    try exploration.expect("what has taken its place") {
      $0.contains("the log was replaced") && $0.contains("account-7")
    }
    exploration.end()
  }
}
