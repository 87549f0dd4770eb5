public import Foundation
public import Model

/// How the newswire and each of its sources are doing, for machines (`/health.json`).
public struct HealthReport: Sendable, Encodable {
  /// One source in figures and in plain words (aggregation rule 4.13).
  struct SourceReport: Sendable, Encodable {
    var handle: String
    var title: String
    /// Absent where an account tells it and no feed, as is `nextCheck`.
    var feedURL: String?
    var account: String?
    var state: Health
    var reason: String?
    var failureKind: Failure.Kind?
    var failures: Int
    var failingSince: Date?
    var lastTry: Date?
    var lastSuccess: Date?
    var lastNew: Date?
    var nextCheck: Date?
    var movedTo: String?
    var duplicatesSuppressed: Int
  }

  var version: String
  var entries: Int
  var states: [String: Int]
  var sources: [SourceReport]
  /// Nothing in a preview, which sends nothing.
  var deliveries: DeliveryHealth?

  public init(
    _ directory: Directory, entries: Int, deliveries: DeliveryHealth? = nil, site: SiteProfile,
    now: Date
  ) {
    version = site.version
    self.deliveries = deliveries
    self.entries = entries
    let reports = directory.sources.filter { $0.retired == nil }.map { SourceReport($0, now: now) }
    sources = reports
    states = Dictionary(reports.map { ($0.state.rawValue, 1) }, uniquingKeysWith: +)
  }

  /// - Throws: what `JSONEncoder` says; nothing in a report makes it throw.
  public func rendered() throws -> Rendered {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Rendered(
      body: Array(try encoder.encode(self)), contentType: "application/json; charset=utf-8")
  }
}

extension HealthReport.SourceReport {
  fileprivate init(_ source: Source, now: Date) {
    let state = source.state
    let line = source.subscription
    self.init(
      handle: source.handle, title: source.title,
      feedURL: line.isFediverse ? nil : line.feedURL, account: line.account,
      state: Health(of: source, now: now), reason: state.failure?.reason,
      failureKind: state.failure?.kind, failures: state.failures, failingSince: state.failingSince,
      lastTry: state.lastTry, lastSuccess: state.lastSuccess, lastNew: state.lastNew,
      nextCheck: line.isFediverse ? nil : state.nextCheck, movedTo: state.movedTo,
      duplicatesSuppressed: state.duplicates)
  }
}
