import Rewind
import SampleDomain
import Testing

struct UserTests {
  private func created() throws -> User {
    try User().after(
      User().create(name: "प्रिया शर्मा", email: "priya@example.com", language: "hi"))
  }

  @Test("a user is created, renamed, and moves")
  func changes() throws {
    var user = try created()
    user = try user.after(user.rename(to: "Zoë 🌻"))
    user = try user.after(user.changeEmail(to: "zoe@example.com"))
    user = try user.after(
      user.changeAddress(to: User.Address(street: "Götgatan 14", city: "Malmö", country: "SE")))
    #expect(
      user.value?.text() == """
        {"name":"Zoë 🌻","email":"zoe@example.com","language":"hi",\
        "address":{"street":"Götgatan 14","city":"Malmö","country":"SE"}}
        """)
  }

  @Test("from the deletion on there is no user, and none comes back")
  func deletion() throws {
    let user = try created()
    let deleted = try user.after(user.delete(reason: "asked"))
    #expect(deleted.value == nil)
    #expect(deleted.isDeleted)
    #expect(throws: CommandRefused("rename the user", .doesNotExist)) {
      try deleted.rename(to: "A")
    }
    #expect(throws: CommandRefused("create the user", .state("deleted"))) {
      try deleted.create(name: "A", email: "a@example.com", language: "en")
    }
  }

  @Test("what would change nothing is refused")
  func noChange() throws {
    let user = try created()
    #expect(throws: CommandRefused("rename the user", .changesNothing)) {
      try user.rename(to: "प्रिया शर्मा")
    }
    #expect(throws: CommandRefused("change the email", .changesNothing)) {
      try user.changeEmail(to: "priya@example.com")
    }
  }
}
