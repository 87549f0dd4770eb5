public import struct Foundation.Date

/// By what a source's entries are told apart (aggregation rule 4.5, level 1b).
///
/// A source that gives one `guid` to several entries falls to the next level and stays there for
/// thirty days.
public struct IdentityLevel: Sendable, Hashable, Codable {
  public enum Kind: Int, Sendable, Hashable, Codable, CaseIterable {
    case guid, guidAndLink, linkAndTitle, content
  }

  public var kind: Kind
  public var until: Date?

  public init(_ kind: Kind = .guid, until: Date? = nil) {
    self.kind = kind
    self.until = until
  }

  /// The level in force: a fall is forgotten after thirty days.
  func inForce(at now: Date) -> Kind {
    guard let until, until > now else { return .guid }
    return kind
  }
}
