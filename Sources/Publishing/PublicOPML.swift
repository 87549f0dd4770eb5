public import Foundation
import Markup
public import Model

/// The list of sources for everyone: the operator's without what is between operator and source.
///
/// Left out are the notes of consent, the phrases that let entries in or keep them out, and names
/// and passwords inside addresses. What remains reads back as the same list. A source stands in its
/// first folder; `category` names the others.
public struct PublicOPML: Sendable {
  private let list: SubscriptionList
  private let site: SiteProfile
  private let created: Date
  private let modified: Date

  /// - Parameters:
  ///   - created: when the newswire first had a list.
  ///   - modified: when the list last changed; never "now".
  public init(_ list: SubscriptionList, site: SiteProfile, created: Date, modified: Date) {
    self.list = list
    self.site = site
    self.created = created
    self.modified = modified
  }

  /// The document with all sources, as `/feeds.opml` serves it.
  public func document() -> [UInt8] {
    document(titled: site.name, of: list.subscriptions)
  }

  /// The document with the sources in one folder and those inside it.
  public func document(of folder: Folder) -> [UInt8] {
    let subscriptions = list.subscriptions.compactMap { subscription in
      var inside = subscription
      inside.folders = subscription.folders.filter { $0.starts(with: folder.path) }
      return inside.folders.isEmpty ? nil : inside
    }
    return document(titled: "\(site.name): \(folder.name)", of: subscriptions)
  }

  private func document(titled title: String, of subscriptions: [Subscription]) -> [UInt8] {
    let body = OPMLBody(subscriptions, folders: list.folders)
    var writer = XMLWriter()
    writer.element("opml", ["version": "2.0", "xmlns:coop": "urn:coopwire:opml"]) { writer in
      writer.newline()
      writer.element("head") { writer in
        writer.element("title", text: title)
        writer.element("dateCreated", text: created.rfc822)
        writer.element("dateModified", text: modified.rfc822)
        writer.element("ownerName", text: site.name)
        writer.element("ownerId", text: site.imprint)
        writer.element("docs", text: "http://opml.org/spec2.opml")
      }
      writer.newline()
      writer.element("body") { body.write(to: &$0) }
      writer.newline()
    }
    writer.newline()
    return writer.bytes
  }
}
