/// The program that made an object.
struct Generator: Sendable, Encodable {
  let type = "Application"
  var id: String
  var name: String
}
