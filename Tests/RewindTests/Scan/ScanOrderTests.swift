import Testing

@testable import Rewind

@Suite("The order of a scan")
struct ScanOrderTests {
  private let failure = LogFileError(path: "a.jsonl", operation: "read", code: 5)

  @Test("gives each chunk to be scanned once, and hands them on in order, one at a time")
  func inOrder() {
    var order = ScanOrder<String>(count: 3)
    #expect((0..<4).map { _ in order.take() } == [.scan(0), .scan(1), .scan(2), .end])
    order.put("third", at: 2)
    #expect(order.beginHandingOn() == nil)
    order.put("first", at: 0)
    #expect(order.beginHandingOn() == "first")
    order.put("second", at: 1)
    #expect(order.beginHandingOn() == nil)
    order.endHandingOn(shouldContinue: true)
    #expect(order.beginHandingOn() == "second")
    order.endHandingOn(shouldContinue: true)
    #expect(order.beginHandingOn() == "third")
  }

  @Test("lets scanning wait where many chunks are scanned while one is handed on")
  func waiting() {
    let limit = ScanOrder<Int>.waitingLimit
    var order = ScanOrder<Int>(count: 2 * limit + 2)
    for number in 0...limit { #expect(order.take() == .scan(number)) }
    for number in 0...limit { order.put(number, at: number) }
    #expect(order.beginHandingOn() == 0)
    #expect(order.take() == .wait)
    order.endHandingOn(shouldContinue: true)
    #expect(order.take() == .scan(limit + 1))
    #expect(order.beginHandingOn() == 1)
    #expect(order.take() == .scan(limit + 2))
  }

  @Test("ends where it is told to, and where a chunk could not be read")
  func ending() {
    var order = ScanOrder<Int>(count: 3)
    _ = (order.take(), order.take())
    order.put(0, at: 0)
    order.put(1, at: 1)
    _ = order.beginHandingOn()
    order.endHandingOn(shouldContinue: false)
    #expect(order.left == 0)
    #expect(order.take() == .end)
    #expect(order.beginHandingOn() == nil)
    #expect(order.failure == nil)

    var failing = ScanOrder<Int>(count: 3)
    _ = (failing.take(), failing.take())
    failing.put(1, at: 1)
    failing.fail(failure)
    #expect(failing.take() == .end)
    #expect(failing.beginHandingOn() == nil)
    #expect(failing.failure == failure)
  }
}
