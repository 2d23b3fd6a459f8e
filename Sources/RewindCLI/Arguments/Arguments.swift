import Rewind

/// What a person asked for, as words alone: nothing here has looked at the environment yet.
struct Arguments: Hashable, Sendable {
  var command: Command
  var shared = SharedOptions()
}
