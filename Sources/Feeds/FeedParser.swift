import Markup
public import Model

/// Reads feed documents of every format, sound or broken, into `Feed`.
///
/// Keep one and use it for many documents: it owns the memory and the parser it needs. It must not be shared between tasks.
public final class FeedParser {
  private let reader = XMLReader(vocabulary: FeedSpace.vocabulary)
  private var builder: FeedBuilder

  public init() { builder = FeedBuilder(sanitizes: true) }

  /// For measuring what reading takes without sanitising: what it gives must not be shown to anybody.
  package init(sanitizes: Bool) { builder = FeedBuilder(sanitizes: sanitizes) }

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - baseURL: the address it was fetched from; without one, relative addresses stay relative.
  ///   - contentType: the HTTP header, whose `charset` counts.
  ///   - contentLanguage: the HTTP header: the language where the document names none.
  public func parse(
    _ bytes: [UInt8], baseURL: String? = nil, contentType: String? = nil,
    contentLanguage: String? = nil
  ) throws(FeedError) -> Feed {
    let base = baseURL.flatMap { BaseAddress($0) }
    let language = contentLanguage.flatMap(Self.language)
    if JSONFeedReader.looksLikeJSON(bytes) {
      var reader = JSONFeedReader(base: base, language: language)
      return try reader.read(bytes)
    }
    builder.outer = FeedBuilder.Context(base: base, language: language)
    let report: XMLReport
    do {
      report = try reader.read(bytes, contentType: contentType, into: &builder)
    } catch .empty {
      throw .empty
    } catch {
      throw .unreadable(reason: error.description)
    }
    guard var feed = builder.result(language: language) else {
      throw refusal(of: bytes, base: base)
    }
    feed.encoding = report.encoding
    feed.recovered = report.isRecovered
    feed.warnings = FeedWarnings.warnings(for: feed, report: report)
    return feed
  }

  /// The first language of the header.
  private static func language(_ header: String) -> String? {
    let first = header.split(separator: ",").first.map { String($0).trimmed }
    guard let first, !first.isEmpty else { return nil }
    return first
  }

  private func refusal(of bytes: [UInt8], base: BaseAddress?) -> FeedError {
    if builder.otherRoot?.lowercased() == "html" || HTMLPage.looksLikeHTML(bytes) {
      return .html(advertised: HTMLPage(bytes, address: base).feeds.map(\.url))
    }
    if let root = builder.otherRoot { return .otherXML(root: root) }
    return .unknownFormat
  }
}
