import Markup
public import Model

/// Reads lists of feeds: OPML 1.x and 2.0, as the exporters of many readers write it.
public enum OPMLReader {
  /// The most bytes a list may have.
  public static let sizeLimit = 5_000_000

  /// The operator's list, judged: what cannot be used is a trouble and left out.
  ///
  /// A list decides what is published, so it is read as it stands or not at all.
  public static func read(_ bytes: [UInt8]) throws(OPMLError) -> SubscriptionList {
    try document(bytes).subscriptionList
  }

  /// The outlines as they stand; `leniently` also those of a document that must be repaired first.
  public static func document(_ bytes: [UInt8], leniently: Bool = false) throws(OPMLError) -> OPML {
    guard bytes.count <= sizeLimit else { throw .tooLarge(limit: sizeLimit) }
    var handler = OPMLHandler()
    let report = try parse(bytes, into: &handler)
    if let failure = handler.failure { throw failure }
    guard handler.root == "opml" else { throw .notOPML(root: handler.root) }
    if !leniently, let fault = report.fault {
      throw .notWellFormed(line: fault.line, column: fault.column, reason: reason(fault))
    }
    if !leniently, report.isMisencoded { throw .misencoded(encoding: report.encoding) }
    if !leniently, report.hasUndeclaredPrefix { throw .undeclaredPrefix }
    var document = handler.document
    document.isRecovered = report.isRecovered
    return document
  }

  /// What is wrong, in words for those who never heard of entities: nearly always it is an address.
  private static func reason(_ fault: XMLFault) -> String {
    fault.message.contains("EntityRef") ? "an & stands alone, write &amp; for it" : fault.message
  }

  private static func parse(
    _ bytes: [UInt8], into handler: inout OPMLHandler
  ) throws(OPMLError) -> XMLReport {
    do throws(XMLError) {
      return try XMLReader().read(bytes, into: &handler)
    } catch {
      guard error != .empty else { throw .empty }
      throw .refused(reason: error.description)
    }
  }
}
