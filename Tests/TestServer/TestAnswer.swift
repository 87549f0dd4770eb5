/// What a `TestServer` does with a request.
public enum TestAnswer: Sendable {
  /// A well-formed answer with its length; the connection stays open.
  case response(Int, headers: [String: String] = [:], body: [UInt8] = [])
  /// These bytes, whatever they are; then the connection is closed.
  case raw([UInt8])
  /// These bytes, one at a time; then the connection is closed.
  case drip([UInt8], every: Duration)
  /// A beginning, then the same bytes again and again; then the connection is closed.
  case flood([UInt8], again: [UInt8], times: Int)
  /// Nothing at all until the client or the server goes away.
  case hang
  /// The end of the connection without a word.
  case close
  /// Another answer, but not at once.
  indirect case delayed(Duration, TestAnswer)

  public static func text(_ text: String, headers: [String: String] = [:]) -> TestAnswer {
    .response(200, headers: headers, body: Array(text.utf8))
  }

  public static func redirect(_ status: Int = 302, to location: String) -> TestAnswer {
    .response(status, headers: ["Location": location])
  }
}
