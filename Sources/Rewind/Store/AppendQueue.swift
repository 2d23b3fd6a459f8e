/// Groups the appends that come at the same time, and decides which of them commits a group.
///
/// One append leads: it commits, as one group, all that have come by then. An append that comes meanwhile
/// waits for an answer, or to lead the next group. Pure: it answers what is to be done, and does none of it.
struct AppendQueue<Request: Sendable, Answer: Sendable>: Sendable {
  /// Tells a waiting append from the others.
  typealias Ticket = Int

  /// What an append does that has come.
  enum Arrival {
    /// It leads.
    case lead
    /// It waits until its ticket is called.
    case wait(Ticket)
  }

  /// What is to be done when a group is done.
  enum Action {
    /// The append of a ticket has its answer.
    case answer(Ticket, Answer)
    /// The append of a ticket leads the next group.
    case lead(Ticket)
  }

  private struct Waiting {
    var ticket: Ticket
    var request: Request
  }

  private var waiting: [Waiting] = []
  /// Those of the group at work, save the one that leads it.
  private var group: [Waiting] = []
  private var isLed = false
  private var lastTicket = 0
  /// How many the last group had.
  private var lastSize = 1

  /// Whether more are about to come: those of the last group, as they are likely to go on together.
  var isFilling: Bool { waiting.count + 1 < lastSize }

  /// Takes an append that has come.
  mutating func arrive(_ request: Request) -> Arrival {
    guard isLed else {
      isLed = true
      return .lead
    }
    lastTicket += 1
    waiting.append(Waiting(ticket: lastTicket, request: request))
    return .wait(lastTicket)
  }

  /// Begins a group: answers its appends, that of the leader first.
  mutating func begin(with first: Request) -> [Request] {
    guard !waiting.isEmpty else { return [first] }
    group = waiting
    waiting = []
    return [first] + group.map(\.request)
  }

  /// Ends a group.
  ///
  /// - Parameter answers: in the order that ``begin(with:)`` gave; nil for an append that must wait for the
  ///   next group, before those that have come since.
  mutating func end(_ answers: some Collection<Answer?>) -> [Action] {
    lastSize = group.count + 1
    var actions: [Action] = []
    if !group.isEmpty {
      var later: [Waiting] = []
      for (member, answer) in zip(group, answers) {
        if let answer {
          actions.append(.answer(member.ticket, answer))
        } else {
          later.append(member)
        }
      }
      group = []
      waiting = later + waiting
    }
    if waiting.isEmpty {
      isLed = false
    } else {
      actions.append(.lead(waiting.removeFirst().ticket))
    }
    return actions
  }

  /// Lets an append go that is not in a group yet; says whether there was one of that ticket.
  mutating func leave(_ ticket: Ticket) -> Bool {
    guard let place = waiting.firstIndex(where: { $0.ticket == ticket }) else { return false }
    waiting.remove(at: place)
    return true
  }
}
