import Foundation
import HTTPTypes
import Hummingbird
import Model

/// Which copies a client holds already, and asks about (RFC 9110 section 13.2.2).
enum HeldCopies {
  case none
  /// Any at all.
  case any
  /// Those with these validators, compared weakly (section 13.1.2).
  case tagged([Substring])
  /// The one of that time.
  case from(Date)

  init(_ headers: HTTPFields) {
    let tags = headers[values: .ifNoneMatch].flatMap { $0.split(separator: ",") }
      .map { tag in tag.drop(while: \.isWhitespace).trimmingPrefix("W/") }
      .map { tag in tag.prefix { !$0.isWhitespace } }
    if tags.contains("*") {
      self = .any
    } else if headers.contains(.ifNoneMatch) {
      self = .tagged(tags)
    } else {
      self = headers[.ifModifiedSince].flatMap(HTTPDate.date).map(Self.from) ?? .none
    }
  }

  /// Whether a document with this validator and this date of change need not be sent again.
  func include(etag: String, lastModified: Date?) -> Bool {
    switch self {
    case .none: false
    case .any: true
    case .tagged(let tags): tags.contains { $0 == etag }
    case .from(let date): lastModified.map { $0.timeIntervalSince(date) < 1 } ?? false
    }
  }
}
