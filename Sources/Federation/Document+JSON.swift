import Foundation

extension Document {
  /// Encodes a value; the order of its keys is always the same, so equal values are equal bytes.
  init(
    _ value: some Encodable, status: Int = 200, contentType: String = activityType,
    lastModified: Date? = nil, maxAge: Int = 180
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    self.init(
      status: status, contentType: contentType, body: [UInt8](try encoder.encode(value)),
      lastModified: lastModified, maxAge: maxAge)
  }

  /// An error in the words of RFC 9457; the same for what is hidden and for what never was.
  public static func problem(_ status: Int, _ title: String) throws -> Document {
    try Document(
      Problem(status: status, title: title), status: status,
      contentType: "application/problem+json")
  }

  static func notFound() throws -> Document { try problem(404, "nothing stands here") }

  static func gone() throws -> Document { try problem(410, "nothing stands here any more") }

  static func notImplemented() throws -> Document {
    try problem(501, "this is a preview, which takes no activities: it begins with site.url")
  }

  private struct Problem: Encodable {
    let type = "about:blank"
    var status: Int
    var title: String
  }
}
