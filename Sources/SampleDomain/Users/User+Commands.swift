public import Rewind

/// What may be asked of a user; each answers the events to append, or refuses.
extension User {
  /// Takes someone in; who was deleted does not come back under the same id.
  public func create(
    name: String, email: String, language: String
  ) throws(CommandRefused) -> [NewEvent] {
    let command = "create the user"
    guard !isDeleted else { throw CommandRefused(command, .state("deleted")) }
    guard self.name == nil else { throw CommandRefused(command, .existsAlready) }
    return [
      NewEvent(
        "UserCreated",
        ["name": .string(name), "email": .string(email), "language": .string(language)])
    ]
  }

  /// Gives the user another name.
  public func rename(to name: String) throws(CommandRefused) -> [NewEvent] {
    try check(as: "rename the user", changes: name != self.name)
    return [NewEvent("UserRenamed", ["name": .string(name)])]
  }

  /// Takes note of another address for mail.
  public func changeEmail(to email: String) throws(CommandRefused) -> [NewEvent] {
    try check(as: "change the email", changes: email != self.email)
    return [NewEvent("EmailChanged", ["email": .string(email)])]
  }

  /// Takes note of where the user lives.
  public func changeAddress(to address: Address) throws(CommandRefused) -> [NewEvent] {
    try check(as: "change the address", changes: address != self.address)
    return [NewEvent("AddressChanged", address.json)]
  }

  /// Deletes the user; there is none from then on.
  public func delete(reason: String) throws(CommandRefused) -> [NewEvent] {
    try check(as: "delete the user", changes: true)
    return [NewEvent("UserDeleted", ["reason": .string(reason)])]
  }

  private func check(as command: String, changes: Bool) throws(CommandRefused) {
    guard name != nil else { throw CommandRefused(command, .doesNotExist) }
    guard changes else { throw CommandRefused(command, .changesNothing) }
  }
}
