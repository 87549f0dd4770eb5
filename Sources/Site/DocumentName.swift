import Model

/// What tells one remembered document from every other.
///
/// Names are made of what was understood of a request, never of its words: whatever else a stranger
/// writes into an address, the document is the same.
struct DocumentName: Sendable, Hashable {
  var kind: DocumentKind
  /// The path of the newest part.
  var path: String
  var part = ListRequest()

  /// How much room the name takes, in bytes.
  var size: Int { path.utf8.count + (part.language?.utf8.count ?? 0) }
}
