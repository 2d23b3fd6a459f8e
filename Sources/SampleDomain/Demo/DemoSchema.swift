internal import Rewind

/// How the demo's events were stored at their time: in January by schema 1, which ``upcasters`` lift,
/// later by schema 2, as their metadata say.
enum DemoSchema {
  /// From then on by schema 2: 2026-02-01.
  private static let change =
    DemoCalendar.start + Int64(DemoCalendar.monthStarts[1]) * DemoCalendar.microsecondsPerDay

  /// An event of today's schema as it was stored at a time.
  static func stored(_ event: NewEvent, at time: Int64, _ trace: DemoTrace) -> NewEvent {
    var event = event
    event.metadata = trace.metadata
    guard ["AccountCreated", "OrderShipped"].contains(event.type) else { return event }
    if time < change {
      (event.type, event.data) = old(event)
    } else {
      event.metadata = trace.remarking("schema_version", 2).metadata
    }
    return event
  }

  private static func old(_ event: NewEvent) -> (type: String, data: JSONText) {
    var schema = EventSchema(type: event.type, data: event.data.value)
    if event.type == "OrderShipped" {
      schema.type = "OrderSent"
      schema.rename("tracking_number", to: "tracking")
    } else {
      if event.data["name"]?.string == "Current account" { schema.remove("name") }
      schema.rename("owner_id", to: "owner")
      schema.rename("name", to: "label")
    }
    return (schema.type, schema.data.jsonText)
  }
}
