/// A version of the NodeInfo schema that is served.
public enum NodeInfoVersion: String, Sendable, Hashable, CaseIterable {
  case v20 = "2.0"
  case v21 = "2.1"

  public var path: String { "/nodeinfo/" + rawValue }

  /// The name of the schema, and of the relation that leads to a document of it.
  var schema: String { "http://nodeinfo.diaspora.software/ns/schema/" + rawValue }
}
