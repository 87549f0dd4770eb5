/// A line of an actor's profile; the value is HTML.
struct PropertyValue: Sendable, Encodable {
  let type = "PropertyValue"
  var name: String
  var value: String
}
