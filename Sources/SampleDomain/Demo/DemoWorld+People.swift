internal import Rewind

/// What people do as users: come, change, go.
extension DemoWorld {
  private static let newNames = [
    0: "Zoë Lindqvist-Ödman", 5: "Amélie Dubois-Legrand", 17: "李娜 🌸", 23: "Siân Parry",
    28: "נועה לוי־כהן", 39: "Kateřina Nováková", 41: "Δημήτρης Ιωάννου ⛵",
  ]

  mutating func join(_ index: Int) throws {
    let person = residents[index].person
    let trace = recorder.trace(by: residents[index].user.stream.rawValue)
    let joined = try recorder.record(
      residents[index].user.aggregate.create(
        name: person.name, email: person.email, language: person.language),
      in: &residents[index].user, trace)
    residents[index].trace = joined
    let opened = try recorder.record(
      residents[index].current.aggregate.create(
        ownerID: residents[index].user.stream.rawValue, name: "Current account"),
      in: &residents[index].current, joined)
    try recorder.record(
      residents[index].current.aggregate.deposit(
        random.number(in: 8...30) * 50, description: "from another bank"),
      in: &residents[index].current, opened)
  }

  mutating func openSavings(of index: Int) throws {
    guard residents[index].isThere, let trace = residents[index].trace else { return }
    try recorder.record(
      residents[index].savings.aggregate.create(
        ownerID: residents[index].user.stream.rawValue, name: residents[index].person.savings),
      in: &residents[index].savings, trace)
  }

  /// Changes the address where there is none yet, then the mail address, then now and then the name.
  mutating func change(_ index: Int) throws {
    let person = residents[index].person
    let user = residents[index].user.aggregate
    let events: [NewEvent]
    if user.address == nil {
      events = try user.changeAddress(
        to: User.Address(street: person.street, city: person.city, country: person.country))
    } else if let name = Self.newNames[index], user.name != name {
      events = try user.rename(to: name)
    } else if user.email == person.email {
      let mailbox = person.email.prefix { $0 != "@" }
      events = try user.changeEmail(to: "\(mailbox)@mail.example.org")
    } else {
      events = try user.changeAddress(
        to: User.Address(
          street: "\(person.street) / \(random.number(in: 1...40))", city: person.city,
          country: person.country))
    }
    try recorder.record(
      events, in: &residents[index].user,
      recorder.trace(by: residents[index].user.stream.rawValue))
  }

  mutating func delete(_ index: Int) throws {
    try recorder.record(
      residents[index].user.aggregate.delete(reason: "asked to be forgotten"),
      in: &residents[index].user,
      recorder.trace(by: residents[index].user.stream.rawValue))
  }
}
