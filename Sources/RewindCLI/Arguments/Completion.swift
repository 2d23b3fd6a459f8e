/// What a shell can offer for an operand or an option's value.
enum Completion: Hashable, Sendable {
  case none
  case file
  case directory
  case oneOf([String])
}
