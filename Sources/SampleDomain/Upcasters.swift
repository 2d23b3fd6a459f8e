public import Rewind

/// What lifts the sample store's events of January 2026: accounts had an `owner`, and a `label` where
/// they were not the current account; orders were sent before they were shipped.
public let upcasters = Upcasters([
  Upcaster("AccountCreated", from: 1) { event in
    event.rename("owner", to: "owner_id")
    event.rename("label", to: "name")
    event.add("name", "Current account")
  },
  Upcaster("OrderSent", from: 1) { event in
    event.type = "OrderShipped"
    event.rename("tracking", to: "tracking_number")
  },
])
