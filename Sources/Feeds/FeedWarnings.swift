import Markup
import Model

/// What a publisher should mend, in a publisher's words.
enum FeedWarnings {
  static func warnings(for feed: Feed, report: XMLReport? = nil) -> [Feed.Warning] {
    (report.map(ofForm) ?? []) + ofContent(feed)
  }

  private static func ofForm(_ report: XMLReport) -> [Feed.Warning] {
    var warnings: [Feed.Warning] = []
    if let fault = report.fault {
      warnings.append(
        .init(
          line: fault.line, column: fault.column, code: "not-well-formed",
          message: "the document is not well-formed XML: \(fault.message)"))
    }
    if report.isMisencoded {
      warnings.append(
        .init(
          code: "encoding",
          message: "some bytes do not fit the encoding the document claims; it was read as "
            + report.encoding))
    }
    if report.hasUndeclaredPrefix {
      warnings.append(
        .init(
          code: "undeclared-prefix",
          message: "a namespace prefix is used that no xmlns attribute declares"))
    }
    return warnings
  }

  private static func ofContent(_ feed: Feed) -> [Feed.Warning] {
    var warnings: [Feed.Warning] = []
    func warn(_ code: String, _ message: String) {
      warnings.append(.init(code: code, message: message))
    }
    if feed.title == nil { warn("no-title", "the feed has no title") }
    if feed.entries.isEmpty { warn("no-entries", "the feed has no entries") }
    let total = feed.entries.count
    let undated = feed.entries.count { $0.published == nil && $0.updated == nil }
    if undated > 0 {
      warn("no-dates", "no date can be read in \(undated) of \(total) entries")
    }
    let nameless = feed.entries.count { $0.id == nil && $0.url == nil }
    if nameless > 0 {
      warn("no-id", "neither id nor address stands in \(nameless) of \(total) entries")
    }
    let ids = feed.entries.compactMap(\.id)
    let repeated = ids.count - Set(ids).count
    if repeated > 0 {
      warn("repeated-id", "an id of another stands in \(repeated) of \(total) entries")
    }
    return warnings
  }
}
