import Testing

@testable import Rewind

@Suite("Whose turn it is to write")
struct AppendQueueTests {
  private typealias Queue = AppendQueue<String, Int>

  private func expect(
    _ arrival: Queue.Arrival, _ text: String, at place: SourceLocation = #_sourceLocation
  ) {
    switch arrival {
    case .lead: #expect(text == "lead", sourceLocation: place)
    case .wait(let ticket): #expect(text == "wait \(ticket)", sourceLocation: place)
    }
  }

  private func expect(
    _ actions: [Queue.Action], _ texts: [String], at place: SourceLocation = #_sourceLocation
  ) {
    let found = actions.map { action in
      switch action {
      case .answer(let ticket, let answer): "answer \(ticket): \(answer)"
      case .lead(let ticket): "lead \(ticket)"
      }
    }
    #expect(found == texts, sourceLocation: place)
  }

  private func expect(
    _ group: [String], _ names: [String], at place: SourceLocation = #_sourceLocation
  ) {
    #expect(group == ["leader"] + names, sourceLocation: place)
  }

  @Test("who comes alone leads, and alone again the next time")
  func alone() {
    var queue = Queue()
    for _ in 1...2 {
      expect(queue.arrive("a"), "lead")
      #expect(!queue.isFilling)
      expect(queue.begin(with: "leader"), [])
      expect(queue.end([]), [])
    }
  }

  @Test("who comes while a group is written waits, and the first of them leads the next")
  func nextGroup() {
    var queue = Queue()
    expect(queue.arrive("a"), "lead")
    expect(queue.begin(with: "leader"), [])
    for (number, name) in ["b", "c", "d"].enumerated() {
      expect(queue.arrive(name), "wait \(number + 1)")
    }
    expect(queue.end([]), ["lead 1"])
    expect(queue.arrive("e"), "wait 4")
    expect(queue.begin(with: "leader"), ["c", "d", "e"])
    expect(queue.end([20, 30, 40]), ["answer 2: 20", "answer 3: 30", "answer 4: 40"])
    expect(queue.arrive("f"), "lead")
  }

  @Test("who comes before the group begins is in it")
  func sameGroup() {
    var queue = Queue()
    expect(queue.arrive("a"), "lead")
    expect(queue.arrive("b"), "wait 1")
    expect(queue.begin(with: "leader"), ["b"])
    expect(queue.end([7]), ["answer 1: 7"])
  }

  @Test("who is left to the next group comes before those that have come since")
  func later() {
    var queue = Queue()
    _ = queue.arrive("a")
    for name in ["b", "c", "d"] { _ = queue.arrive(name) }
    _ = queue.begin(with: "leader")
    _ = queue.arrive("e")
    expect(queue.end([nil, 2, nil]), ["answer 2: 2", "lead 1"])
    expect(queue.begin(with: "leader"), ["d", "e"])
  }

  @Test("who leaves while waiting is in no group; who is in one stays")
  func leaving() {
    var queue = Queue()
    _ = queue.arrive("a")
    for name in ["b", "c", "d"] { _ = queue.arrive(name) }
    let left = [queue.leave(2), queue.leave(2), queue.leave(9)]
    #expect(left == [true, false, false])
    expect(queue.begin(with: "leader"), ["b", "d"])
    let hasLeft = queue.leave(1)
    #expect(!hasLeft)
    expect(queue.end([1, 3]), ["answer 1: 1", "answer 3: 3"])
  }

  @Test("who was called to lead does not leave any more, and who alone waited hands nothing on")
  func leavingTheLead() {
    var queue = Queue()
    _ = queue.arrive("a")
    _ = queue.begin(with: "leader")
    _ = queue.arrive("b")
    _ = queue.arrive("c")
    expect(queue.end([]), ["lead 1"])
    let left = [queue.leave(1), queue.leave(2)]
    #expect(left == [false, true])
    expect(queue.begin(with: "leader"), [])
    expect(queue.end([]), [])
    expect(queue.arrive("d"), "lead")
  }

  @Test("as long as fewer wait than wrote together last, more are about to come")
  func filling() {
    var queue = Queue()
    _ = queue.arrive("a")
    _ = queue.arrive("b")
    _ = queue.begin(with: "leader")
    _ = queue.end([1])
    _ = queue.arrive("a")
    #expect(queue.isFilling)
    _ = queue.arrive("b")
    #expect(!queue.isFilling)
  }
}
