/// An activity that has its effect only after a look at another server.
public struct Errand: Sendable, Hashable {
  /// Who asks for the look.
  public enum Origin: Sendable, Hashable, CaseIterable {
    /// The account of a source.
    case followed
    case stranger
  }

  public var id: Int64
  public var origin: Origin
  /// The id of the actor who proved to have sent it.
  public var signer: String
  /// The activity as it came.
  public var body: [UInt8]
  /// How often it was tried in vain.
  public var attempt: Int

  public init(id: Int64, origin: Origin, signer: String, body: [UInt8], attempt: Int) {
    self.id = id
    self.origin = origin
    self.signer = signer
    self.body = body
    self.attempt = attempt
  }
}
