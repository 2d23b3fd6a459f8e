/// What makes a state out of a stream's events, wherever its code runs: in this process or in a child.
///
/// It takes events in batches, so that one that runs elsewhere pays for a batch and not for an event, and
/// gives states as JSON. It is a function: the same events give the same states, however they are cut
/// into batches. Its calls may block; Rewind makes them on threads of its own.
///
/// Most folds are an ``Aggregate``: ``AggregateFold`` is the fold that it is.
public protocol Fold: Sendable {
  /// What the fold has to remember of a stream to go on from there.
  associatedtype State: Sendable

  /// What makes the states, as a person knows it: `BankAccount`, `account.js`.
  var name: String { get }

  /// What tells its states from those that other code of the same name makes, such as a digest of the
  /// code.
  var identity: String { get }

  /// Whether it stands in for the fold that a category does not have.
  var isStandIn: Bool { get }

  /// The state before a stream's first event.
  ///
  /// - Throws: where the fold cannot run: its code cannot be read, what runs it is not there.
  func initial() throws -> State

  /// Folds the events of a batch on from a state.
  ///
  /// An event that cannot be applied leaves the state as it was, and is a fault of the result; so is a
  /// damaged line. An event that ends the code, or that it never ends with, stops the fold: the result says
  /// where.
  ///
  /// - Throws: where the fold itself cannot go on: its code cannot be read, what runs it is not there.
  func fold(_ batch: FoldBatch, from state: State) throws -> FoldedBatch<State>

  /// A state as it is shown; nil where there is none: before the first event, after deletion.
  func value(of state: State) throws -> JSONValue?

  /// What a person should know of the fold's code, as it stands beside a log, and the warnings that it gave so far; each
  /// is a line.
  ///
  /// It is asked for once states were made, and with each answer, so that it costs next to nothing.
  func hints(in log: LogSnapshot) -> [String]

  /// How many bytes a state holds for itself, where that is known; fewer states are kept where they are
  /// large.
  func size(of state: State) -> Int

  /// All that a state is, for another process of the same program and a fold of the same ``identity``; nil where it
  /// cannot be kept, or the identity does not tell all code that makes it.
  func kept(_ state: State) -> JSONText?

  /// The state that was kept as a text.
  ///
  /// - Throws: any error where it is none; the events are folded then.
  func state(kept text: JSONText) throws -> State
}

extension Fold {
  /// Its name: the code is that of the program.
  public var identity: String { name }

  /// 0: states share most of what they hold.
  public func size(of state: State) -> Int { 0 }

  /// Nil: no state is kept.
  public func kept(_ state: State) -> JSONText? { nil }

  /// No state was kept.
  public func state(kept text: JSONText) throws -> State { throw NoKeptStateError() }

  /// Nothing.
  public func hints(in log: LogSnapshot) -> [String] { [] }

  /// It is the fold of its category.
  public var isStandIn: Bool { false }
}

/// No state can be made of a text that was kept.
struct NoKeptStateError: Error {}
