import Foundation
public import Model

/// The pages people read, each made from values in one go; templates are read once, when this is made.
public struct Pages: Sendable {
  public let site: SiteProfile
  let templates: Templates
  let wording: Wording
  let dates: DateWords
  /// The words of the site's language, as templates want them.
  private let say: Fields

  /// - Throws: `PublishingError.template` where a template cannot be read.
  public init(site: SiteProfile) throws(PublishingError) {
    self.site = site
    templates = try Templates()
    wording = Wording(language: site.language)
    dates = DateWords(wording: wording, timeZone: site.timeZone)
    say = wording.fields
  }

  /// What one page says of itself in its head.
  struct Head {
    var title: String
    var description: String
    /// The path and query by which the page wants to be known; `nil` where it does not.
    var path: String?
    var robots: String?
    var kind = "website"
    var links: [Rendered.Link] = []
    var lastModified: Date?
  }

  /// Fills a template and the layout around it.
  func render(_ template: Templates.Name, _ head: Head, _ fields: Fields) -> Rendered {
    var fields = fields
    fields["say"] = .group(say)
    fields["siteName"] = .text(site.name)
    fields["title"] = .text(head.title)
    fields["pageTitle"] = .text(head.title == site.name ? site.name : windowTitle(head.title))
    fields["description"] = .text(head.description)
    fields["robots"] = .text(head.robots)
    fields["ogType"] = .text(head.kind)
    fields["canonical"] = .text(head.path.map { site.origin + $0 })
    fields["links"] = .list(head.links.map(Self.fields))
    fields["navigation"] = .list(navigation(at: head.path))
    fields["imprint"] = .text(WebAddress.published(site.imprint))
    fields["privacy"] = .text(WebAddress.published(site.privacy))
    let contact = Contact(site.contact)
    fields["contact"] = .text(contact?.url)
    fields["contactText"] = .text(contact?.text)
    fields["poweredBy"] = .text(wording(.poweredBy, site.version))
    return Rendered(
      templates.fill(template, with: fields), contentType: "text/html; charset=utf-8",
      language: wording.language, lastModified: head.lastModified, links: head.links)
  }

  private func windowTitle(_ title: String) -> String {
    title.contains(site.name) ? title : title + " – " + site.name
  }

  private static func fields(_ link: Rendered.Link) -> Fields {
    [
      "rel": .text(link.rel), "type": .text(link.type), "title": .text(link.title),
      "href": .text(link.url),
    ]
  }

  private func navigation(at path: String?) -> [Fields] {
    let places: [(path: String, word: Word)] = [
      ("/", .home), ("/sources", .sources), ("/search", .search), ("/about", .about),
    ]
    return places.map { place in
      [
        "href": .text(place.path), "label": .text(wording(place.word)),
        "isCurrent": .flag(place.path == path),
      ]
    }
  }
}
