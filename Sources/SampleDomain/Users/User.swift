public import Rewind

/// Someone who uses the bank and the shop, until they are deleted.
public struct User: Aggregate {
  /// The streams are called `user-…`.
  public static let category = "user"

  /// Where someone lives.
  public struct Address: Hashable, Sendable {
    /// Street and number.
    public var street: String
    /// Town.
    public var city: String
    /// The country's two letters (ISO 3166-1).
    public var country: String

    /// An address.
    public init(street: String, city: String, country: String) {
      self.street = street
      self.city = city
      self.country = country
    }
  }

  /// What they are called; nil before they are there, and once they are deleted.
  public private(set) var name: String?
  /// Where to write to them.
  public private(set) var email = ""
  /// The language they read (BCP 47).
  public private(set) var language = ""
  /// Where they live, where they said so.
  public private(set) var address: Address?
  /// Whether they were deleted, for good.
  public private(set) var isDeleted = false

  /// A user who is not there yet.
  public init() {}

  /// Takes in the next event of a user; throws an error that names the field where its data lacks something.
  public mutating func apply(_ event: EventRecord) throws {
    switch event.type {
    case "UserCreated":
      name = try event.text("name")
      email = try event.text("email")
      language = try event.text("language")
    case "UserRenamed":
      name = try event.text("name")
    case "EmailChanged":
      email = try event.text("email")
    case "AddressChanged":
      address = Address(
        street: try event.text("street"), city: try event.text("city"),
        country: try event.text("country"))
    case "UserDeleted":
      self = User()
      isDeleted = true
    default:
      break
    }
  }

  /// The user as JSON; nil before creation, and from the deletion on: then there is no user.
  public var value: JSONValue? {
    guard let name else { return nil }
    var state: JSONObject = [
      "name": .string(name),
      "email": .string(email),
      "language": .string(language),
    ]
    if let address { state["address"] = address.json }
    return .object(state)
  }
}

extension User.Address {
  var json: JSONValue {
    ["street": .string(street), "city": .string(city), "country": .string(country)]
  }
}
